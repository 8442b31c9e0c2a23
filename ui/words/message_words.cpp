#include "message_words.h"

#include "gateway/core/text/sentence.h"

#include <QStringList>

#include <array>
#include <optional>
#include <vector>

namespace ui::words {

namespace {

// What is said, with the places of what is the same in every language or stands here itself.
constexpr const char* kMessages[] = {
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Permission denied"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "No such file or directory"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "No space left on device"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Read-only file system"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Is a directory"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the file is read only; make it writable for your account"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the folder cannot be made"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "it is not a regular file"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The usage database cannot be used; the log says why."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the passphrase is wrong"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the passphrase is not that of this backup"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the backup is damaged at its beginning: take another copy of it"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the backup was made by a later version of Signalbox: update Signalbox to read it"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the system has no random numbers"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "there is no encrypted file of keys yet: store one, and choose its passphrase"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "there is an encrypted file of keys already: open it with its passphrase"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the encrypted file of keys was replaced by one with another passphrase: open it again"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the encrypted file would have more than 4 MiB; nothing was stored"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the keychain is locked: unlock it, and the key is read again by itself"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the keychain is locked and nothing was changed: unlock it, and try again"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the file is larger than 1 MiB"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the file holds more than one document; keep one of them"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "there is a consumer \"%1\" already"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "there is no consumer \"%1\""),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "there is no consumer \"%1\"; did you mean \"%2\"?"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "there is no route \"%1\""),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "there is no route \"%1\"; did you mean \"%2\"?"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "listen.tls.certificate: %1 cannot be read."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "listen.tls.certificate: %1 holds no PEM certificate."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "listen.tls.key: %1 cannot be read."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "listen.tls.key: %1 holds no PEM private key without a passphrase."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "listen.tls.key: %1 does not belong to the certificate."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "listen.tls.key: %1 is too weak for TLS; use one of RSA with 2048 bits or more, or of an elliptic curve such as P-256."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "HTTPS cannot use its certificate and key: OpenSSL refuses them."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Cannot make the folder %1."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "cannot make the folder %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "cannot make the folder %1, where versions of the configuration are kept"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "cannot read the folder %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "cannot read %1: %2"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "cannot write %1: %2"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "cannot make %1: %2"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "cannot remove %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 cannot be written: %2"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 is read-only; make it writable, then try again"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 has changed since the change was shown; look at it again"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 does not hold what was written"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 is not the list of set-ups that it should be; move it away to begin anew"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the copy %1 of what was there before is gone or has changed"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "\"%1\" was not set up from here: there is nothing to take back"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 asks nobody for a list of models: name the one that it is to use"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1; mend it, then try again"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "line %1: is not YAML: %2; mend it, then try again"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the encrypted file %1 cannot be read"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the encrypted file %1 is damaged: take another copy of it"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the encrypted file %1 is open to other users: make it yours alone with chmod 600"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the encrypted file %1 was made by a later version of Signalbox: update it to use these keys"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the encrypted file %1 asks for more work than any that Signalbox made: it is not to be trusted"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "another program is writing %1: try again"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "there is not enough memory for the passphrase: %1 MiB are needed"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "no answer in %1 ms; the key is used as soon as it comes"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "There is no usage database %1."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "There is no usage database %1. The gateway makes it when it starts."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The usage database %1 cannot be read: %2."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The usage database %1 holds no requests: it is empty, or a file of another program. Put the right one in its place."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The usage database %1 was written by an older version of Signalbox. Start this one once, which brings it up to date."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The usage database %1 was written by a newer version of Signalbox. Records are not kept until it is updated or the file moved away."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "it answered with status %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "it answered with status %1: it is elsewhere by now, give the address where it is"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "its answer does not say what is left"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "this provider does not tell what is left"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "this provider has no list of models"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the answer is no list of models"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the answer broke off before its end"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the answer is not well-formed HTTP: %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the CA file cannot be read or holds no certificate"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The keychain gave back another value than it was given."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "it holds nothing but blanks"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "it holds a line break or another control character, but a key is one line"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 cannot be reached: %2"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "connection refused"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "connection failed"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "connection closed before it was set up"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "connection closed before an answer came"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the environment variable %1 is not set"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "there is no file %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the file %1 is empty"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the encrypted file has no key \"%1\""),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the key was kept until quit only: enter it again on the Providers page"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "nobody answers at %1: is it running, is the address right?"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the host %1 cannot be found: check the address and the network"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "no secure connection to %1: %2"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the proxy does not let the connection to %1 through: %2"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 broke off or does not speak HTTP"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The usage database %1 cannot be used (%2): %3."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The usage database %1 cannot be used (%2): %3. It is left as it is; records are not kept meanwhile."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The usage database %1 cannot be made: %2"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The folder of the usage database cannot be made: %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "a sum is damaged"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "unable to open database file"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "file is not a database"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "database disk image is malformed"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "database is locked"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "disk I/O error"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "database or disk is full"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "attempt to write a readonly database"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the ledger cannot be read: %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the gateway has no usage database now"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 (proxy %2)"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the proxy found no way to the host, or does not allow it"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the proxy wants credentials, or none of the kind that there are"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the proxy does not make such connections"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the proxy's answer is not understood: it is no SOCKS5 proxy, or one that names a host where an address is needed"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the proxy does not allow the connection"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the proxy wants other credentials"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the proxy refused the connection"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the proxy closed the connection"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the proxy did not answer"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the proxy's host was not found"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the proxy did not open the connection: it found no way to the host, wants other credentials, or is no HTTP proxy"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the proxy is not known"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "host not found"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "no answer to the attempt to connect"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "network or host not reachable"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "this machine does not allow the connection"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "no free connection on this machine"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the connection was reset before the answer's end"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "it leads back to this gateway"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "certificate not trusted: %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "its authority is not known here"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "it is self-signed, and not known here"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "it is for another host"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "it has expired, or its authority's has"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "it is not valid yet, or its authority's is not"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "it is not for servers"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "TLS handshake failed"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "it does not begin with a status line"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the header fields are too large"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "unknown transfer coding"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "a chunk header without an end"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "an interim answer that nobody asked for"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 did not answer within %2 ms"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 sent more than 16 MiB"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the CA file %1 cannot be read or holds no certificate"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "this is no address"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the key was refused"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the key was refused: %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the account has no balance left"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the account has no balance left: %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the key may not do this"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the key may not do this: %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "not found: check the address"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "not found: check the address: %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "not found: check the address and the model"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "not found: check the address and the model: %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the provider's rate limit is reached"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the provider's rate limit is reached: %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the provider answered with status %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the provider answered with status %1: %2"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the address redirects elsewhere, which is not followed with a key: check the address"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the provider broke its answer off: %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "no model is known: name one to test with"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the answer is no stream of %1's API: check that the address ends where the endpoint begins"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the keychain has no entry \"%1\""),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the keychain refused access: allow it for Signalbox"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "there is no keychain service: start one such as GNOME Keyring or KWallet, or use another reference: vault: (an encrypted file), session: (until quit), env: or file:"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the keys were put into KWallet, which does not answer; only Secret Service was found, which does not have them: start KWallet, and they are read by themselves"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the keys were put into Secret Service, which does not answer; only KWallet was found, which does not have them: start Secret Service, such as GNOME Keyring, and they are read by themselves"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "only keychain:, vault: and session: references can be stored; set the variable or write the file yourself"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "there is no place for an encrypted file of keys here"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the encrypted file of keys is locked: enter its passphrase in the window, or name a file with it in %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "a passphrase has at least 8 characters"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the key is empty; nothing was stored"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "a key is one line without control characters (JSON credentials, or lines of NAME=VALUE, may have several); nothing was stored. Copy the key again, without the line break"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the file %1 is not a regular file"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the file %1 cannot be read: %2"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the file %1 is open to other users: chmod 600 %2"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the file %1 is larger than 64 KiB, so it is no key"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "it was not read yet"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "has not been read yet"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1: line %2: %3"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1: line %2, column %3: %4"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "line %1: %2"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "line %1, column %2: %3"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "syntax error while parsing %1 - %2"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "is not TOML, or has a name twice"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "is not YAML: %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "a NUL byte, which YAML does not have"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "a name is there twice in the same object; keep one of them"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "\"%1\" is there twice in the same object; keep one of them"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 is there twice; keep one of them"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "is nested deeper than %1 levels"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "a comment begins that has no end; close it with */"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 has a quote that is not closed on its line; put the value on one line, then try again"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the value of %1 has a quote or a line end, which this file cannot hold"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "a file of this kind has no %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1: the top of the file is no object; take it out or mend it, then try again"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1: the top of the file is no list; take it out or mend it, then try again"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 is no object; take it out or mend it, then try again"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 is no list; take it out or mend it, then try again"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 cannot be changed without touching what stands around it; write this part of the file in a plainer way, or change it by hand"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 is written on one line with braces; write it as a table [%2], then try again"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1: lists of TOML files are not edited"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 holds a single value; take it out, then try again"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 is written on one line with brackets; write it over several lines, then try again"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 uses an anchor, an alias or a tag; write its value out, then try again"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 has a dash by itself; put what belongs to it on the same line, then try again"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 stands behind the dash of its list; take it out by hand"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "there is no client \"%1\" in the list"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 has no program on this machine that could be asked"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 did not say its version in time"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 cannot be run: %2"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 --version names no version"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the list of clients that this program brings cannot be read"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the file is no backup of Signalbox"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the backup is damaged: what it holds is not what was put in; take another copy of it"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the backup was made by a later version of Signalbox (%1): update Signalbox to read it"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "%1 is no backup of Signalbox, or it is damaged at its beginning"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the backup is sealed: its passphrase is needed"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "cannot keep the ledger that is there as %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "cannot put the ledger to %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the backup is of a later version of Signalbox, or damaged: update Signalbox, or take another copy"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the backup asks for more work than any that Signalbox made: it is not to be trusted"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "cannot write the backup: %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "cannot read the backup: %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the backup is damaged or cut short, about %1 KiB from its beginning: take another copy of it"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the backup is damaged or cut short: take another copy of it"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the passphrase has fewer than 8 characters; take some words that nobody would guess together"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the system gives no random numbers"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the passphrase is not that of this backup; type it as it was when the backup was made"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "a backup has no place for %1: its name is too long, or it is too large"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "no backup is open"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "there is no version %1 of the configuration; see the list of them"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "the text of the configuration that was not saved is not kept, since it may hold a key"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Provider \"%1\" at %2 cannot be reached: %3."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Provider \"%1\" at %2 broke off: %3."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Provider \"%1\" took too long (%2, %3 ms)."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Provider \"%1\" answered with status %2."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Provider \"%1\" refused its key \"%2\" (%3). %4"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Provider \"%1\" refused its key (%2). %3"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Provider \"%1\" has no key. Add one on the Providers page, or with: %2"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Provider \"%1\": all its keys are switched off. Switch one on, or remove them if it takes requests without a key."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Provider \"%1\" is switched off. Enable it, or name another one."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Provider \"%1\" cannot be used."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Provider \"%1\" leads back to this gateway. Change its base_url."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The demo model \"%1\" is down, as it always is."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Every target is rate-limited by its provider: %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Route \"%1\" has no target that can be used (%2). Enable a provider or add a target."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "No model is called \"%1\". GET /v1/models lists all that you can use; PROVIDER/MODEL reaches any model of a provider."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "No model is called \"%1\". Did you mean %2? GET /v1/models lists all that you can use; PROVIDER/MODEL reaches any model of a provider."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The provider's answer broke off: %1"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The provider stopped sending in the middle of its answer."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The provider ended its stream in the middle of its answer."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The gateway is paused. Resume it from the tray icon or the window."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The gateway is stopping. Send the request again in a moment."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The gateway was stopped before the answer was complete. Send the request again in a moment."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The request was cancelled by the user at this machine."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "This gateway wants a consumer key. Send it as \"Authorization: Bearer KEY\"."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "another answered sooner"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Provider \"%1\" is switched off. Enable it to use this target."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "The target's weight is 0. Give it another one to use it."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Provider \"%1\" has no endpoint for this kind of request."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Provider \"%1\", key \"%2\": %3. %4"),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Name one in the provider's settings."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Set the environment variable %1 and start Signalbox again."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Put the key into the file %1."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "It was kept until quit only: enter it again on the Providers page."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Store the key on the Providers page, or with \"signalboxd key set %1\"."),
    QT_TRANSLATE_NOOP("ui::words::MessageWords", "Store the key on the Providers page, or with \"signalboxd key set %1\"; where the encrypted file is locked, enter its passphrase."),
};

/// What stands at the places of `pattern`, in their order; empty: the message is another one.
std::optional<QStringList> valuesIn(const QString& message, const QString& pattern)
{
    QStringList values;
    qsizetype at = 0;
    qsizetype from = 0;
    for (;;) {
        const qsizetype place = pattern.indexOf(u'%', from);
        const QStringView words = QStringView(pattern).mid(from, place < 0 ? -1 : place - from);
        if (values.isEmpty() && from == 0) {
            if (!message.startsWith(words)) return {};
            at = words.size();
        } else {
            const qsizetype found = place >= 0 ? message.indexOf(words, at + 1) : message.size() - words.size();
            if (found <= at || (place < 0 && !message.endsWith(words))) return {};
            values += message.mid(at, found - at);
            at = found + words.size();
        }
        if (place < 0) return at == message.size() ? std::optional(values) : std::nullopt;
        from = place + 2;
    }
}

} // namespace

QString MessageWords::of(const gateway::Error& error) { return of(error.message); }

QString MessageWords::of(const std::string& message)
{
    QString text = QString::fromStdString(message);
    const char* best = nullptr; // the one that says the most itself
    QStringList values;
    qsizetype most = -1;
    for (const char* const pattern : kMessages) {
        const QString words = QString::fromLatin1(pattern);
        const auto found = valuesIn(text, words);
        const qsizetype own = words.size() - 2 * (found ? found->size() : 0);
        if (!found || own <= most) continue;
        best = pattern;
        values = *found;
        most = own;
    }
    if (!best) return text;
    std::vector<std::string> said;
    for (const QString& value : values) said.push_back(of(value.toStdString()).toStdString());
    return QString::fromStdString(gateway::filled(tr(best).toStdString(), said));
}

} // namespace ui::words
