"""Reports: the same page specs as the cockpit, drawn as one offline file."""
