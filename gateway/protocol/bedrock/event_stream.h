#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gateway::protocol::bedrock {

/// Splits AWS's binary event stream ("application/vnd.amazon.eventstream") into messages, however it is fragmented.
/// Verifies checksums; a malformed message ends it. Bounded: a message of more than `kMaxMessage` bytes is a problem
/// before it is read. One thread. Source: Smithy 2.0, "Amazon Event Stream Specification". Read 2026-11.
class EventStreamReader {
public:
    static constexpr std::size_t kMaxMessage = 24 * 1024 * 1024;
    static constexpr std::size_t kMaxHeaders = 128 * 1024;

    /// Views are valid until the next `feed()` or `next()`.
    struct Message {
        std::string_view messageType; ///< ":message-type": "event", "exception" or "error"
        std::string_view eventType;
        std::string_view exceptionType;
        std::string_view errorCode;
        std::string_view errorMessage;
        std::string_view payload;
    };

    void feed(std::string_view piece);
    /// Returns the next complete message; false if there is none yet or there is a problem.
    bool next(Message& message);
    /// What is wrong with the stream, as a sentence; empty if nothing is.
    const std::string& problem() const { return m_problem; }
    /// Whether an incomplete message is buffered.
    bool isWithin() const { return m_begin < m_buffer.size(); }

private:
    bool readPrelude();
    bool readHeaders(std::string_view headers, Message& message);
    bool fail(const char* why);

    std::string m_buffer;
    std::string m_problem;
    std::size_t m_begin = 0; // offset of the message
    std::uint32_t m_total = 0; // its length; 0: its prelude was not read yet
    std::uint32_t m_headers = 0;
};

} // namespace gateway::protocol::bedrock
