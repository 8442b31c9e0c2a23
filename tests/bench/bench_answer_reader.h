#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// What every answer must be.
struct Expected {
    int events = 0; ///< of a stream; 0: one JSON body
    std::string body = {}; ///< of such; empty: the first one that came is the measure
    bool isAnything = false; ///< whole and well framed is enough; its text is kept
};

/// Reads the answers of one connection, one after another, and checks each.
class AnswerReader {
public:
    enum class State { Open, Whole, Wrong };

    explicit AnswerReader(Expected& expected)
        : m_expected(&expected)
    {
    }

    /// Before each answer.
    void start();
    /// Lags of its events, in µs, go to `lags`, unless that is null.
    State feed(std::string_view bytes, std::vector<float>* lags);
    State state() const { return m_state; }
    int status() const; ///< 0: the head has not come
    const std::string& text() const { return m_text; } ///< of the body, where it is kept
    /// What was wrong.
    const std::string& reason() const { return m_reason; }

    bool hasBody() const { return m_bodyBytes > 0; }
    bool isLast() const { return m_isLast; } ///< the connection must not be used again
    int events() const { return m_events; }

private:
    enum class Part { Head, Length, ChunkSize, Chunk, ChunkEnd, Trailer };

    void readHead(std::string_view bytes);
    void parseHead(std::string_view head);
    void readBody(std::string_view bytes);
    void readLine(std::string_view line);
    void readText(std::string_view bytes);
    void readEvent(std::string_view event);
    void finish();
    void fail(std::string reason);

    Expected* m_expected;
    std::vector<float>* m_lags = nullptr;
    std::int64_t m_now_us = 0;
    State m_state = State::Open;
    Part m_part = Part::Head;
    std::string m_head;
    std::string m_line;
    std::string m_text; ///< the body, or of a stream what is no whole event yet
    std::string m_reason;
    std::size_t m_left = 0;
    std::size_t m_bodyBytes = 0;
    int m_events = 0;
    bool m_isLast = false;
    bool m_hasUsage = false;
    bool m_isDone = false;
};

} // namespace bench
