#include "recent_sessions.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QtEndian>

namespace gateway::host {

namespace {

std::uint64_t hashOf(std::string_view session)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray(session.data(), static_cast<qsizetype>(session.size())));
    return qFromBigEndian<std::uint64_t>(hash.result().constData());
}

} // namespace

bool RecentSessions::add(std::string_view session)
{
    const std::uint64_t hash = hashOf(session);
    if (m_known.contains(hash))
        return false;
    addHash(hash);
    return true;
}

bool RecentSessions::has(std::string_view session) const { return m_known.contains(hashOf(session)); }

void RecentSessions::addHash(std::uint64_t hash)
{
    if (!m_known.insert(hash).second)
        return;
    m_order.push_back(hash);
    if (m_order.size() <= kMost)
        return;
    m_known.erase(m_order.front());
    m_order.pop_front();
}

std::string RecentSessions::toText() const
{
    QByteArray bytes;
    for (const std::uint64_t hash : m_order) {
        char each[sizeof hash];
        qToBigEndian(hash, each);
        bytes.append(each, sizeof each);
    }
    return bytes.toBase64().toStdString();
}

RecentSessions RecentSessions::fromText(std::string_view text)
{
    RecentSessions sessions;
    const QByteArray bytes = QByteArray::fromBase64(QByteArray(text.data(), static_cast<qsizetype>(text.size())));
    constexpr qsizetype kSize = sizeof(std::uint64_t);
    for (qsizetype at = 0; at + kSize <= bytes.size(); at += kSize)
        sessions.addHash(qFromBigEndian<std::uint64_t>(bytes.constData() + at));
    return sessions;
}

} // namespace gateway::host
