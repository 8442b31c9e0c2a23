#include "message_words.h"

#include "gateway/core/text/sentence.h"

#include <QStringList>

#include <array>
#include <optional>
#include <vector>

namespace ui::words {

namespace {

// What is said, with the places of what is the same in every language or stands here itself.
constexpr std::array kMessages{
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
    const QString text = QString::fromStdString(message);
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
