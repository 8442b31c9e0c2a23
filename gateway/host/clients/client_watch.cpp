#include "client_watch.h"

#include "gateway/config/config_file.h"

#include <QCryptographicHash>

#include <utility>

namespace gateway::host {

namespace {

/// A digest of the content that changes with it; the text itself contains keys and is not stored.
QByteArray markOf(const QString& path)
{
    const auto text = config::readConfigFile(path);
    if (!text)
        return QByteArray::fromStdString(text.error().text());
    return *text ? QCryptographicHash::hash(QByteArrayView((*text)->data(), static_cast<qsizetype>((*text)->size())), QCryptographicHash::Sha256) : QByteArray();
}

} // namespace

ClientWatch::ClientWatch(QObject* parent) : QObject(parent), m_watch(this) { connect(&m_watch, &config::FileWatch::touched, this, &ClientWatch::look); }

bool ClientWatch::follow(const QStringList& files)
{
    if (files == m_watch.files())
        return false;
    m_watch.setFiles(files); // before they are read: later changes are reported
    bool hasNew = false;
    std::map<QString, QByteArray> known;
    for (const QString& file : files) {
        const auto before = m_known.find(file);
        hasNew |= before == m_known.end();
        known.emplace(file, before == m_known.end() ? markOf(file) : before->second);
    }
    m_known = std::move(known);
    return hasNew;
}

void ClientWatch::look()
{
    bool isChanged = false;
    for (auto& [file, known] : m_known)
        if (QByteArray mark = markOf(file); mark != known) {
            known = std::move(mark);
            isChanged = true;
        }
    if (isChanged)
        Q_EMIT changed();
}

} // namespace gateway::host
