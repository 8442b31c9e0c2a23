#include "bench_answer_reader.h"

#include "bench_chat_answer.h"
#include "channel.h"

#include <algorithm>
#include <charconv>

namespace bench {

namespace {

constexpr std::size_t kShown = 300;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// The value of a header in a head in small letters.
std::string_view field(std::string_view head, const std::string& name)
{
    const auto mark = "\r\n" + name + ":";
    auto at = head.find(mark);
    if (at == std::string_view::npos)
        return {};
    at += mark.size();
    auto value = head.substr(at, head.find("\r\n", at) - at);
    while (value.starts_with(' '))
        value.remove_prefix(1);
    return value;
}

bool readNumber(std::string_view text, std::size_t& number, int base)
{
    return std::from_chars(text.data(), text.data() + text.size(), number, base).ec == std::errc();
}

} // namespace

void AnswerReader::start()
{
    m_state = State::Open;
    m_part = Part::Head;
    m_head.clear();
    m_line.clear();
    m_text.clear();
    m_bodyBytes = 0;
    m_events = 0;
    m_isLast = m_hasUsage = m_isDone = false;
}

int AnswerReader::status() const
{
    constexpr std::size_t kBeforeStatus = std::string_view("HTTP/1.1 ").size();
    std::size_t status = 0;
    if (m_part == Part::Head || m_head.size() < kBeforeStatus
        || !readNumber(std::string_view(m_head).substr(kBeforeStatus), status, 10))
        return 0;
    return static_cast<int>(status);
}

AnswerReader::State AnswerReader::feed(std::string_view bytes, std::vector<float>* lags)
{
    m_lags = lags;
    m_now_us = now_ns() / 1000;
    if (m_part == Part::Head)
        readHead(bytes);
    else
        readBody(bytes);
    return m_state;
}

void AnswerReader::fail(std::string reason)
{
    if (m_state == State::Wrong)
        return;
    m_state = State::Wrong;
    m_reason = std::move(reason) + "; head: " + m_head.substr(0, kShown) + "; body: " + m_text.substr(0, kShown);
}

void AnswerReader::readHead(std::string_view bytes)
{
    const auto before = m_head.size();
    m_head += bytes;
    const auto end = m_head.find("\r\n\r\n", before < 3 ? 0 : before - 3);
    if (end == std::string::npos)
        return;
    bytes.remove_prefix(end + 4 - before);
    m_head.resize(end + 2);
    parseHead(m_head);
    if (m_state == State::Open)
        readBody(bytes);
}

void AnswerReader::parseHead(std::string_view head)
{
    std::string small(head);
    std::transform(small.begin(), small.end(), small.begin(), lower);
    m_isLast = field(small, "connection") == "close";
    const auto length = field(small, "content-length");
    if (field(small, "transfer-encoding") == "chunked")
        m_part = Part::ChunkSize;
    else if (readNumber(length, m_left, 10))
        m_part = Part::Length;
    else
        fail("neither a length nor chunks");
}

void AnswerReader::readBody(std::string_view bytes)
{
    while (!bytes.empty() && m_state == State::Open) {
        if (m_part == Part::Length || m_part == Part::Chunk) {
            const auto piece = bytes.substr(0, m_left);
            bytes.remove_prefix(piece.size());
            m_left -= piece.size();
            readText(piece);
            if (m_left == 0 && m_part == Part::Length)
                finish();
            else if (m_left == 0)
                m_part = Part::ChunkEnd;
            continue;
        }
        const auto end = bytes.find('\n');
        m_line += bytes.substr(0, end);
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
        if (end == std::string_view::npos)
            continue;
        readLine(std::string_view(m_line).substr(0, m_line.empty() ? 0 : m_line.size() - 1));
        m_line.clear();
    }
    if (!bytes.empty())
        fail("bytes behind the answer");
}

/// One of the lines around chunks, without its CR LF.
void AnswerReader::readLine(std::string_view line)
{
    if (m_part == Part::ChunkSize) {
        if (!readNumber(line, m_left, 16))
            fail("no size of a chunk");
        m_part = m_left > 0 ? Part::Chunk : Part::Trailer;
    } else if (m_part == Part::ChunkEnd) {
        if (!line.empty())
            fail("a chunk is longer than its size");
        m_part = Part::ChunkSize;
    } else if (line.empty()) {
        finish();
    }
}

void AnswerReader::readText(std::string_view bytes)
{
    m_bodyBytes += bytes.size();
    m_text += bytes;
    if (m_expected->events == 0 || m_expected->isAnything)
        return;
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = m_text.find("\n\n", begin)) != std::string::npos; begin = end + 2)
        readEvent(std::string_view(m_text).substr(begin, end - begin));
    m_text.erase(0, begin);
}

void AnswerReader::readEvent(std::string_view event)
{
    if (event.starts_with(':')) // a comment
        return;
    if (m_isDone || !event.starts_with("data: ")) {
        fail("not an event, or one after [DONE]");
    } else if (const auto sent_us = sentAt(event)) {
        ++m_events;
        if (m_lags)
            m_lags->push_back(static_cast<float>(m_now_us - *sent_us));
    } else if (event == "data: [DONE]") {
        m_isDone = true;
    } else {
        m_hasUsage = m_hasUsage || event.find(R"("usage":{)") != std::string_view::npos;
    }
}

void AnswerReader::finish()
{
    m_state = State::Whole;
    if (m_expected->isAnything)
        return;
    if (!m_head.starts_with("HTTP/1.1 200 "))
        return fail("not status 200");
    if (m_expected->events > 0) {
        if (m_events != m_expected->events || !m_hasUsage || !m_isDone || !m_text.empty())
            fail("a stream of " + std::to_string(m_events) + " events instead of " + std::to_string(m_expected->events)
                + (m_hasUsage ? "" : ", no usage") + (m_isDone ? "" : ", no [DONE]"));
        return;
    }
    if (m_expected->body.empty() && m_text.find(R"("usage":{)") != std::string::npos)
        m_expected->body = m_text;
    if (m_text != m_expected->body || m_text.empty())
        fail("another body than the first one");
}

} // namespace bench
