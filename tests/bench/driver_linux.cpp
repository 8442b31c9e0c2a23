#include "driver_linux.h"

#include "bench_chat_answer.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>

namespace bench {

namespace {

constexpr int kBatch = 256;
constexpr std::size_t kReadSize = 256 * 1024;
constexpr std::uint64_t kMaxErrors = 100;
constexpr std::int64_t kPatience_ns = 30'000'000'000; // for what has been asked and does not come
constexpr std::int64_t kMillisecond_ns = 1'000'000;

std::string prompt(std::size_t size)
{
    constexpr std::string_view kLine = R"(    if (value == \"none\") return std::nullopt; // nothing to see\n)";
    std::string text;
    while (text.size() + kLine.size() <= size)
        text += kLine;
    return text;
}

/// The request that a widespread client library sends.
std::string requestFor(const Load& load, bool isStream)
{
    const std::string body = R"({"model":")" + load.model
        + R"(","messages":[{"role":"system","content":"You are a helpful assistant."},{"role":"user","content":")"
        + prompt(load.promptBytes) + R"("}],"temperature":0.2,"max_tokens":1024)"
        + (isStream ? R"(,"stream":true,"stream_options":{"include_usage":true}})" : "}");
    return "POST /v1/chat/completions HTTP/1.1\r\nHost: " + std::string(load.tls ? "localhost:" : "127.0.0.1:")
        + std::to_string(load.port)
        + "\r\nAccept: application/json\r\nAccept-Encoding: identity\r\nConnection: keep-alive\r\n"
          "Content-Type: application/json\r\nUser-Agent: OpenAI/Python 1.51.0\r\nX-Stainless-Lang: python\r\n"
          "X-Stainless-Package-Version: 1.51.0\r\nX-Stainless-OS: Linux\r\nX-Stainless-Arch: x64\r\n"
          "X-Stainless-Runtime: CPython\r\nX-Stainless-Runtime-Version: 3.11.2\r\nX-Stainless-Async: false\r\n"
          "Authorization: Bearer sk-local-0123456789abcdef\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n\r\n" + body;
}

void mark(const char* word)
{
    std::puts(word);
    std::fflush(stdout);
}

float microseconds(std::int64_t time_ns) { return static_cast<float>(time_ns) / 1000.0F; }

} // namespace

Driver::Driver(const Load& load)
    : m_load(load)
    , m_buffer(kReadSize)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
    m_expected.events = behaviourOf(load.model).value_or(Behaviour{}).events;
    m_request = requestFor(load, m_expected.events > 0);
}

Driver::~Driver() { ::close(m_epoll); }

LoadResult Driver::run()
{
    m_started_ns = now_ns();
    m_phaseEnd_ns = m_started_ns + (m_load.isHeld ? kPatience_ns : m_load.warmup_ms * kMillisecond_ns);
    for (int i = 0; i < m_load.connections; ++i) {
        m_clients.push_back(std::make_unique<Client>(m_expected));
        open(*m_clients.back(), m_clients.size() - 1);
    }
    std::array<epoll_event, kBatch> events;
    while (m_busy > 0 || m_phase != Phase::After) {
        const auto left_ms = std::max<std::int64_t>(0, m_phaseEnd_ns - now_ns()) / kMillisecond_ns + 1;
        const int count = ::epoll_wait(m_epoll, events.data(), kBatch, static_cast<int>(left_ms));
        for (int i = 0; i < count; ++i) {
            const auto index = events[static_cast<std::size_t>(i)].data.u64;
            serve(*m_clients[index], index);
        }
        tick();
    }
    m_result.body = m_expected.body;
    return std::move(m_result);
}

void Driver::tick()
{
    const bool isOver = now_ns() >= m_phaseEnd_ns || m_result.errors >= kMaxErrors;
    if (m_phase == Phase::Before && m_load.isHeld && m_begun == m_load.connections) {
        m_result.setup_ms = static_cast<double>(now_ns() - m_started_ns) / 1e6;
        begin();
    } else if (m_phase == Phase::Before && isOver) {
        begin();
    } else if (m_phase == Phase::Measuring
        && (isOver || m_busy == 0 || (m_load.requests > 0 && m_result.requests >= m_load.requests))) {
        end();
    } else if (m_phase == Phase::After && isOver) {
        for (std::size_t i = 0; i < m_clients.size(); ++i)
            if (m_clients[i]->state != Client::State::Resting)
                failed(*m_clients[i], i, "no whole answer in time");
    }
}

void Driver::begin()
{
    m_phase = Phase::Measuring;
    const auto now = now_ns();
    m_phaseEnd_ns = now + m_load.measure_ms * kMillisecond_ns;
    m_result.seconds = static_cast<double>(now) / 1e9;
    mark("begin");
}

void Driver::end()
{
    m_phase = Phase::After;
    const auto now = now_ns();
    m_phaseEnd_ns = now + kPatience_ns;
    m_result.seconds = static_cast<double>(now) / 1e9 - m_result.seconds;
    mark("end");
}

void Driver::open(Client& client, std::size_t index)
{
    const int socket = connectTo(m_load.port);
    if (socket < 0)
        return failed(client, index, "cannot connect");
    if (client.state == Client::State::Resting)
        ++m_busy;
    client.state = Client::State::Shaking;
    client.channel = Channel::connecting(socket, m_load.tls, "localhost");
    epoll_event event{.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data = {.u64 = index}};
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, socket, &event);
}

void Driver::serve(Client& client, std::size_t index)
{
    if (client.state == Client::State::Shaking) {
        const auto state = client.channel.handshake();
        if (state == Channel::State::Closed)
            return failed(client, index, "no connection, or no TLS handshake");
        if (state == Channel::State::Again)
            return;
        ask(client);
    }
    while (client.state == Client::State::Asking) {
        if (!write(client))
            return failed(client, index, "closed before the request was through");
        if (!read(client, index))
            return;
    }
}

void Driver::ask(Client& client)
{
    client.state = Client::State::Asking;
    client.reader.start();
    client.sent = 0;
    client.hasBegun = false;
    client.phase = m_phase;
    client.asked_ns = now_ns();
}

/// False: closed.
bool Driver::write(Client& client)
{
    while (client.sent < m_request.size()) {
        const auto put = client.channel.write(std::string_view(m_request).substr(client.sent));
        client.sent += put.bytes;
        if (put.state != Channel::State::Done)
            return put.state == Channel::State::Again;
    }
    return true;
}

/// True: answered, and asked for the next one.
bool Driver::read(Client& client, std::size_t index)
{
    for (;;) {
        const auto got = client.channel.read(m_buffer.data(), m_buffer.size());
        if (got.state == Channel::State::Again)
            return false;
        if (got.state == Channel::State::Closed) {
            failed(client, index, "closed in the middle of an answer");
            return false;
        }
        const int before = client.reader.events();
        const auto state =
            client.reader.feed({m_buffer.data(), got.bytes}, m_phase == Phase::Measuring ? &m_result.lags_us : nullptr);
        noteEvents(client.reader.events() - before);
        if (!client.hasBegun && client.reader.hasBody())
            noteFirstByte(client);
        if (state == AnswerReader::State::Wrong) {
            failed(client, index, client.reader.reason());
            return false;
        }
        if (state == AnswerReader::State::Whole) {
            answered(client, index);
            return client.state == Client::State::Asking;
        }
    }
}

void Driver::noteEvents(int count)
{
    if (m_phase == Phase::Measuring)
        m_result.events += static_cast<std::uint64_t>(count);
}

void Driver::noteFirstByte(Client& client)
{
    client.hasBegun = true;
    ++m_begun;
    const bool isMeasured = m_phase == Phase::Measuring && client.phase == Phase::Measuring;
    if (m_load.isHeld || (isMeasured && m_expected.events > 0))
        m_result.firstBytes_us.push_back(microseconds(now_ns() - client.asked_ns));
}

void Driver::answered(Client& client, std::size_t index)
{
    ++m_result.answers;
    if (m_phase == Phase::Measuring) {
        ++m_result.requests;
        if (client.phase == Phase::Measuring)
            m_result.latencies_us.push_back(microseconds(now_ns() - client.asked_ns));
        if (m_load.isHeld || m_result.requests == m_load.requests)
            end();
    }
    if (m_load.isHeld || m_phase == Phase::After)
        return rest(client);
    if (!client.reader.isLast())
        return ask(client);
    ++m_result.reconnects;
    open(client, index);
}

void Driver::failed(Client& client, std::size_t index, const std::string& reason)
{
    if (m_result.errors++ == 0)
        m_result.firstError = reason;
    if (m_load.isHeld && !client.hasBegun)
        ++m_begun; // nobody needs to wait for it
    client.hasBegun = true;
    if (m_load.isHeld || m_phase == Phase::After || m_result.errors >= kMaxErrors)
        rest(client);
    else
        open(client, index);
}

void Driver::rest(Client& client)
{
    if (client.state != Client::State::Resting)
        --m_busy;
    client.state = Client::State::Resting;
    client.channel = Channel();
}

} // namespace bench
