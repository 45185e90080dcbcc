# What zsh offers after TAB, asked of its completion system in a terminal: folder of the script, and what is typed so far.
# Each word is printed as hit:WORD; compadd, by which completions are handed over, is replaced for that. The terminal shows
# what is typed, at times twice: so the marks that are waited for stand in it in two parts.

zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PS1=; autoload -U compinit; compinit -u -d $1/dump; source $1/wifiprov.zsh"
zpty -w z 'compadd() { local -a hits; if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)* ]]; then builtin compadd "$@"; return; fi; builtin compadd -O hits "$@"; print -rl -- "hi""t:"${^hits}; }'
zpty -w z 'zle-done() { print "en""d:"; zle .kill-buffer }; all() { zle complete-word; zle-done }; zle -C complete-word complete-word _main_complete; zle -N all; bindkey "^I" all; print "rea""dy:"'
zpty -r z out '*ready:*'
zpty -w -n z "$2"$'\t'
zpty -r z out '*end:*'
print -r -- $out
