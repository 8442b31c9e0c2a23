#include "keychain_note.h"

#include "gateway/core/log.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
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
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(word + '\n') < 0 || !file.commit())
        qCWarning(logSecrets, "%s cannot be written: %s", qUtf8Printable(path), qUtf8Printable(file.errorString()));
}

} // namespace

QString KeychainNote::fileIn(const QString& dataDir) { return dataDir + QStringLiteral("/keychain"); }

KeychainNote::KeychainNote(const QString& file) : m_file(file)
{
    QFile note(file);
    if (file.isEmpty() || !note.open(QIODevice::ReadOnly))
        return;
    const QByteArray says = note.read(kMostNote).trimmed();
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
