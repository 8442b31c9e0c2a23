#include "event_stream.h"

#include <zlib.h>

#include <array>
#include <utility>

namespace gateway::protocol::bedrock {

namespace {

constexpr std::size_t kPrelude = 12; // two lengths and their checksum
constexpr std::size_t kChecksum = 4;

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t size)
{
    std::uint32_t value = 0;
    for (std::size_t i = at; i < at + size; ++i)
        value = (value << 8) | static_cast<unsigned char>(bytes[i]);
    return value;
}

bool isSummed(std::string_view bytes, std::uint32_t checksum)
{
    const uLong sum = crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
    return static_cast<std::uint32_t>(sum) == checksum;
}

// The types of header values by number, with their sizes.
constexpr std::size_t kWithLength = ~std::size_t{0}; // preceded by two length bytes
constexpr std::uint8_t kString = 7;
constexpr std::array<std::size_t, 10> kValueSizes{0, 0, 1, 2, 4, 8, kWithLength, kWithLength, 8, 16};

struct NamedField {
    std::string_view name;
    std::string_view EventStreamReader::Message::*field;
};

constexpr std::array kFields{
    NamedField{":message-type", &EventStreamReader::Message::messageType},
    NamedField{":event-type", &EventStreamReader::Message::eventType},
    NamedField{":exception-type", &EventStreamReader::Message::exceptionType},
    NamedField{":error-code", &EventStreamReader::Message::errorCode},
    NamedField{":error-message", &EventStreamReader::Message::errorMessage},
};

void keep(EventStreamReader::Message& message, std::string_view name, std::string_view value)
{
    for (const NamedField& row : kFields)
        if (row.name == name)
            message.*row.field = value;
}

} // namespace

void EventStreamReader::feed(std::string_view piece)
{
    if (!m_problem.empty())
        return;
    if (m_begin > 0)
        m_buffer.erase(0, std::exchange(m_begin, 0));
    m_buffer += piece;
}

bool EventStreamReader::fail(const char* why)
{
    m_problem = why;
    m_buffer.clear();
    m_begin = 0;
    return false;
}

bool EventStreamReader::readPrelude()
{
    const std::string_view rest = std::string_view(m_buffer).substr(m_begin);
    if (rest.size() < kPrelude)
        return false;
    if (!isSummed(rest.substr(0, kPrelude - kChecksum), number(rest, kPrelude - kChecksum, kChecksum)))
        return fail("The event stream is damaged: the checksum of a message's beginning is wrong.");
    m_total = number(rest, 0, 4);
    m_headers = number(rest, 4, 4);
    if (m_total > kMaxMessage || m_headers > kMaxHeaders)
        return fail("The event stream has a message that is too large.");
    if (m_total < kPrelude + kChecksum || m_headers > m_total - kPrelude - kChecksum)
        return fail("The event stream is damaged: the lengths of a message do not fit.");
    return true;
}

bool EventStreamReader::next(Message& message)
{
    if (!m_problem.empty() || (m_total == 0 && !readPrelude()))
        return false;
    const std::string_view rest = std::string_view(m_buffer).substr(m_begin);
    if (rest.size() < m_total)
        return false;
    const std::size_t end = m_total - kChecksum;
    if (!isSummed(rest.substr(0, end), number(rest, end, kChecksum)))
        return fail("The event stream is damaged: the checksum of a message is wrong.");
    message = {};
    message.payload = rest.substr(kPrelude + m_headers, end - kPrelude - m_headers);
    const std::string_view headers = rest.substr(kPrelude, m_headers);
    m_begin += std::exchange(m_total, 0);
    return readHeaders(headers, message);
}

bool EventStreamReader::readHeaders(std::string_view headers, Message& message)
{
    static constexpr const char* kCut = "The event stream is damaged: a header of a message does not fit.";
    const auto take = [&headers](std::size_t size) {
        const std::string_view taken = headers.substr(0, size);
        headers.remove_prefix(taken.size());
        return taken;
    };
    while (!headers.empty()) {
        const std::size_t nameSize = number(take(1), 0, 1);
        if (headers.size() < nameSize + 1)
            return fail(kCut);
        const std::string_view name = take(nameSize);
        const std::uint32_t type = number(take(1), 0, 1);
        if (type >= kValueSizes.size())
            return true; // of a later version with unknown size; the checksum shows that the message is complete
        std::size_t size = kValueSizes[type];
        if (size == kWithLength) {
            if (headers.size() < 2)
                return fail(kCut);
            size = number(take(2), 0, 2);
        }
        if (headers.size() < size)
            return fail(kCut);
        const std::string_view value = take(size);
        if (type == kString)
            keep(message, name, value);
    }
    return true;
}

} // namespace gateway::protocol::bedrock
