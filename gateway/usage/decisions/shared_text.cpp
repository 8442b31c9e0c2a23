#include "shared_text.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <bit>
#include <utility>

namespace gateway::usage {

namespace {

/// Eight bytes of a digest: collisions are negligible.
std::int64_t keyOf(const std::string& text)
{
    const QByteArray digest = QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256);
    std::uint64_t key = 0;
    for (qsizetype i = 0; i < 8; ++i)
        key = key << 8 | static_cast<unsigned char>(digest[i]);
    return std::bit_cast<std::int64_t>(key);
}

} // namespace

SharedText::SharedText(std::string text)
    : m_text(std::move(text))
    , m_key(keyOf(m_text))
{
}

} // namespace gateway::usage
