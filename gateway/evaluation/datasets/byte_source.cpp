#include "byte_source.h"

#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"

#include <algorithm>

namespace gateway::evaluation {

namespace {

constexpr qint64 kBlock = 64 * 1024;

} // namespace

ByteSource::ByteSource(QIODevice& device)
    : m_device(device)
{
    fill();
    m_at = static_cast<qsizetype>(byteOrderMark(viewOf(m_block)));
}

bool ByteSource::fill()
{
    if (m_at < m_block.size())
        return true;
    m_block.resize(kBlock);
    const qint64 size = m_device.read(m_block.data(), kBlock);
    m_hasFailed = m_hasFailed || size < 0;
    m_block.resize(static_cast<qsizetype>(std::max<qint64>(size, 0)));
    m_at = 0;
    return !m_block.isEmpty();
}

void ByteSource::count(char byte)
{
    const bool isSecondOfPair = byte == '\n' && m_isAfterReturn;
    m_line += (byte == '\n' || byte == '\r') && !isSecondOfPair ? 1U : 0U;
    m_isAfterReturn = byte == '\r';
}

std::optional<char> ByteSource::peek() { return fill() ? std::optional(m_block[m_at]) : std::nullopt; }

std::optional<char> ByteSource::take()
{
    if (!fill())
        return std::nullopt;
    const char byte = m_block[m_at++];
    count(byte);
    return byte;
}

void ByteSource::takeUntil(std::string_view stops, std::string& text)
{
    while (fill()) {
        const std::string_view rest = viewOf(m_block).substr(static_cast<std::size_t>(m_at));
        const std::string_view taken = rest.substr(0, rest.find_first_of(stops));
        for (const char byte : taken)
            count(byte);
        if (text.size() <= kLongestRow) // the row is rejected, so what follows is not kept
            text.append(taken);
        m_at += static_cast<qsizetype>(taken.size());
        if (taken.size() < rest.size())
            return;
    }
}

DeviceBuffer::int_type DeviceBuffer::underflow()
{
    m_block.resize(kBlock);
    const qint64 size = m_device.read(m_block.data(), kBlock);
    if (size <= 0)
        return traits_type::eof();
    setg(m_block.data(), m_block.data(), m_block.data() + size);
    return traits_type::to_int_type(m_block.front());
}

} // namespace gateway::evaluation
