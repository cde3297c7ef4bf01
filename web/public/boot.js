// Before the first paint: theme and language as last chosen, otherwise as the system has them.
(function () {
  var root = document.documentElement
  var theme = localStorage.getItem('foresail.theme')
  var language = localStorage.getItem('foresail.language')
  root.dataset.theme = theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
  root.lang = (language || (navigator.language.indexOf('zh') === 0 ? 'zh' : 'en')) === 'zh' ? 'zh-CN' : 'en'
})()
