#include "vocabulary.h"

#include <QByteArray>
#include <QFile>

#include <algorithm>
#include <bit>
#include <functional>

namespace gateway::protocol {

Result<Vocabulary> Vocabulary::read(const std::string& resource)
{
    QFile file(QString::fromStdString(resource));
    const QByteArray packed = file.open(QIODevice::ReadOnly) ? qUncompress(file.readAll()) : QByteArray();
    Vocabulary vocabulary;
    if (!vocabulary.take({packed.constData(), static_cast<std::size_t>(packed.size())}))
        return failure(ErrorKind::Io, asIs("the vocabulary " + resource + " cannot be read"));
    vocabulary.index();
    return vocabulary;
}

bool Vocabulary::take(std::string_view packed)
{
    m_text.reserve(packed.size());
    while (!packed.empty()) {
        const std::size_t length = static_cast<unsigned char>(packed.front());
        if (length == 0 || length >= packed.size())
            return false;
        m_text.append(packed.substr(1, length));
        m_ends.push_back(static_cast<std::uint32_t>(m_text.size()));
        m_longest = std::max(m_longest, length);
        packed.remove_prefix(length + 1);
    }
    return !m_ends.empty();
}

void Vocabulary::index()
{
    m_slots.assign(std::bit_ceil(2 * m_ends.size()), kNone);
    const std::size_t mask = m_slots.size() - 1;
    for (std::uint32_t rank = 0; rank < m_ends.size(); ++rank) {
        std::size_t slot = std::hash<std::string_view>()(token(rank)) & mask;
        while (m_slots[slot] != kNone)
            slot = (slot + 1) & mask;
        m_slots[slot] = rank;
    }
}

std::uint32_t Vocabulary::rankOf(std::string_view bytes) const
{
    if (bytes.size() > m_longest)
        return kNone;
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t slot = std::hash<std::string_view>()(bytes) & mask; m_slots[slot] != kNone; slot = (slot + 1) & mask)
        if (token(m_slots[slot]) == bytes)
            return m_slots[slot];
    return kNone;
}

std::size_t Vocabulary::bytes() const
{
    return m_text.capacity() + sizeof(std::uint32_t) * (m_ends.capacity() + m_slots.capacity());
}

} // namespace gateway::protocol
