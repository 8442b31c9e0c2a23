#include "soak_linux.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <cstdio>

namespace bench {

namespace {

constexpr int kBatch = 256;
constexpr int kTick_ms = 2;
constexpr std::size_t kReadSize = 64 * 1024;
constexpr std::int64_t kSecond_ns = 1'000'000'000;
constexpr std::int64_t kPatience_ns = 30 * kSecond_ns; // what comes later never comes
constexpr int kStreams = 50; // of a hundred requests
constexpr int kLongestStay_us = 30'000; // of those who leave

std::string requestFor(const SoakLoad& load, const std::string& marker, bool isStream)
{
    const auto body = R"({"model":")" + load.model + R"(","user":")" + marker
        + R"(","messages":[{"role":"user","content":"Say something, and be quick about it."}])"
        + (isStream ? R"(,"stream":true})" : "}");
    return "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
           "Content-Length: "
        + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// A provider may break off behind the finish reason. Its answer is complete, and is passed on without the [DONE] that
/// it did not send, which no client needs.
bool endsAnswer(const std::string& stream)
{
    return stream.ends_with("\n\n") && stream.find(R"("finish_reason":"stop")") != std::string::npos;
}

bool hasError(const std::string& text) { return text.find(R"({"error":)") != std::string::npos; }

} // namespace

std::string SoakCounts::toJson() const
{
    std::string why;
    for (const char c : firstLost)
        why += c < ' ' || c > '~' || c == '"' || c == '\\' ? ' ' : c;
    return R"({"sent":)" + std::to_string(sent) + R"(,"answered":)" + std::to_string(answered) + R"(,"failed":)"
        + std::to_string(failed) + R"(,"cancelled":)" + std::to_string(cancelled) + R"(,"lost":)" + std::to_string(lost)
        + R"(,"first_lost":")" + why + "\"}";
}

Soak::Soak(const SoakLoad& load)
    : m_load(load)
    , m_buffer(kReadSize)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
}

Soak::~Soak() { ::close(m_epoll); }

SoakCounts Soak::run()
{
    const auto begin_ns = now_ns();
    m_end_ns = begin_ns + m_load.seconds * kSecond_ns;
    auto report_ns = begin_ns + kSecond_ns;
    for (int i = 0; i < m_load.connections; ++i) {
        m_clients.push_back(std::make_unique<Client>(m_expected));
        ++m_busy;
        open(*m_clients.back(), m_clients.size() - 1);
    }
    std::array<epoll_event, kBatch> events;
    while (m_busy > 0) {
        const int count = ::epoll_wait(m_epoll, events.data(), kBatch, kTick_ms);
        for (int i = 0; i < count; ++i) {
            const auto index = events[static_cast<std::size_t>(i)].data.u64;
            serve(*m_clients[index], index);
        }
        tick();
        if (now_ns() >= report_ns) {
            report_ns += kSecond_ns;
            std::puts(m_counts.toJson().c_str());
            std::fflush(stdout);
        }
    }
    return m_counts;
}

void Soak::tick()
{
    const auto now = now_ns();
    for (std::size_t i = 0; i < m_clients.size(); ++i) {
        Client& client = *m_clients[i];
        if (client.state == Client::State::Waiting && client.leaves_ns != 0 && now >= client.leaves_ns) {
            ++m_counts.cancelled;
            next(client, i);
        } else if (client.state != Client::State::Resting && now - client.asked_ns > kPatience_ns) {
            lose(client, "no whole answer in time");
            next(client, i);
        }
    }
}

/// On a new connection, or no more.
void Soak::next(Client& client, std::size_t index)
{
    client.channel = Channel(); // which takes it off the epoll
    if (now_ns() < m_end_ns)
        return open(client, index);
    client.state = Client::State::Resting;
    --m_busy;
}

void Soak::open(Client& client, std::size_t index)
{
    client.state = Client::State::Connecting;
    client.asked_ns = now_ns();
    client.channel = Channel::connecting(connectTo(m_load.port), nullptr, "localhost");
    epoll_event event{.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data = {.u64 = index}};
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, client.channel.descriptor(), &event);
}

void Soak::serve(Client& client, std::size_t index)
{
    if (client.state == Client::State::Connecting) {
        if (client.channel.handshake() == Channel::State::Closed) {
            lose(client, "no connection");
            return next(client, index);
        }
        ask(client);
    }
    do {
        if (client.state == Client::State::Asking && !write(client))
            return broken(client, index);
    } while (client.state == Client::State::Waiting && read(client, index));
}

void Soak::ask(Client& client)
{
    const auto below = [this](int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(m_random); };
    client.state = Client::State::Asking;
    client.reader.start();
    client.marker = std::to_string(m_counts.sent);
    client.marker.append("-").append(std::to_string(m_random()));
    client.isStream = below(100) < kStreams;
    client.request = requestFor(m_load, client.marker, client.isStream);
    client.written = 0;
    client.asked_ns = now_ns();
    client.leaves_ns = below(100) < m_load.leavers ? client.asked_ns + below(kLongestStay_us) * 1000LL : 0;
}

bool Soak::write(Client& client)
{
    while (client.written < client.request.size()) {
        const auto put = client.channel.write(std::string_view(client.request).substr(client.written));
        client.written += put.bytes;
        if (put.state != Channel::State::Done)
            return put.state == Channel::State::Again;
    }
    ++m_counts.sent;
    client.state = Client::State::Waiting;
    return true;
}

bool Soak::read(Client& client, std::size_t index)
{
    for (;;) {
        const auto got = client.channel.read(m_buffer.data(), m_buffer.size());
        if (got.state == Channel::State::Again)
            return false;
        if (got.state == Channel::State::Closed) {
            broken(client, index);
            return false;
        }
        const auto state = client.reader.feed({m_buffer.data(), got.bytes}, nullptr);
        if (state == AnswerReader::State::Open)
            continue;
        settle(client, index);
        return client.state == Client::State::Asking;
    }
}

/// The answer is whole, or no HTTP.
void Soak::settle(Client& client, std::size_t index)
{
    const AnswerReader& reader = client.reader;
    const std::string& text = reader.text();
    const bool isOwn = text.find(client.marker) != std::string::npos;
    const bool isWhole = client.isStream ? endsAnswer(text) : text.ends_with("}");
    if (reader.state() == AnswerReader::State::Wrong)
        lose(client, reader.reason());
    else if (hasError(text) && (reader.status() >= 400 || (client.isStream && isOwn)))
        ++m_counts.failed;
    else if (reader.status() == 200 && isOwn && isWhole)
        ++m_counts.answered;
    else
        lose(client, "neither an answer to this request nor an error: " + text);
    // The gateway closes behind a stream that it had to end, and cannot have said so in the head.
    const bool isBroken = client.isStream && reader.status() == 200 && !isWhole;
    if (reader.isLast() || isBroken || reader.state() == AnswerReader::State::Wrong || now_ns() >= m_end_ns)
        return next(client, index);
    ask(client);
}

/// The connection is gone before the answer was whole.
void Soak::broken(Client& client, std::size_t index)
{
    if (client.state == Client::State::Waiting && client.reader.status() == 200)
        ++m_counts.failed; // cut off, as the provider's answer was
    else
        lose(client, "the connection was closed without an answer");
    next(client, index);
}

void Soak::lose(Client& client, const std::string& why)
{
    if (client.state != Client::State::Waiting)
        ++m_counts.sent; // it was to be sent
    if (m_counts.lost++ == 0)
        m_counts.firstLost = why.substr(0, 600);
}

} // namespace bench
