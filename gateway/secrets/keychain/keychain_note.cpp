#include "keychain_note.h"

#include "gateway/core/files/file_writer.h"
#include "gateway/core/log.h"

#include <QFile>
#include <QThreadPool>

#include <array>

namespace gateway::secrets {

namespace {

constexpr qint64 kMostNote = 100; // bytes

struct Word {
    KeychainService service;
    const char* word;
};
constexpr std::array kWords{Word{KeychainService::SecretService, "secret-service"}, Word{KeychainService::KWallet, "kwallet"}};

void write(const QString& path, const QByteArray& word)
{
    files::WriteOptions options;
    options.makeFolder = true;
    if (const auto written = files::writeFile(path, word.toStdString() + '\n', options); !written)
        qCWarning(logSecrets, "%s", written.error().text().c_str());
}

} // namespace

QString KeychainNote::fileIn(const QString& dataDir) { return dataDir + QStringLiteral("/keychain"); }

KeychainNote::KeychainNote(const QString& file) : m_file(file)
{
    QFile note(file);
    if (file.isEmpty() || !note.open(QIODevice::ReadOnly))
        return;
    const QByteArray says = note.read(kMostNote).trimmed();
    if (says.isEmpty())
        qCWarning(logSecrets, "%s is empty, possibly after a full disk or a power failure. Lost: which keychain contains the keys. If a key is not found, start the "
                              "keychain that it was stored in", qUtf8Printable(file));
    for (const Word& each : kWords)
        if (says == each.word)
            m_service = each.service;
}

void KeychainNote::set(KeychainService service)
{
    if (m_service == service)
        return;
    m_service = service;
    if (m_file.isEmpty())
        return;
    for (const Word& each : kWords)
        if (each.service == service)
            QThreadPool::globalInstance()->start([path = m_file, word = QByteArray(each.word)] { write(path, word); });
}

} // namespace gateway::secrets
