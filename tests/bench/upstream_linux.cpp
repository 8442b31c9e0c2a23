#include "upstream_linux.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>

namespace bench {

namespace {

constexpr int kBatch = 256;
constexpr std::size_t kReadSize = 256 * 1024;
constexpr std::size_t kKept = 4096; // the model stands at the front of a body
constexpr std::size_t kBurst = 32 * 1024;
constexpr double kGolden = 0.6180339887498949;

/// The value of Content-Length in a head; -1: there is none.
long lengthIn(std::string_view head)
{
    constexpr std::string_view kName = "\r\ncontent-length:";
    const auto found = std::search(head.begin(), head.end(), kName.begin(), kName.end(),
        [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; });
    if (found == head.end())
        return -1;
    auto at = static_cast<std::size_t>(found - head.begin()) + kName.size();
    while (at < head.size() && head[at] == ' ')
        ++at;
    long length = -1;
    std::from_chars(head.data() + at, head.data() + head.size(), length);
    return length;
}

} // namespace

Upstream::Upstream()
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_buffer(kReadSize)
{
}

Upstream::~Upstream()
{
    for (const auto& listener : m_listeners)
        ::close(listener.socket);
    ::close(m_epoll);
}

int Upstream::listen(const TlsContext& tls)
{
    const int socket = listenOn(0);
    if (socket < 0)
        return 0;
    epoll_event event{.events = EPOLLIN, .data = {.fd = socket}};
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, socket, &event);
    m_listeners.push_back({socket, tls});
    return portOf(socket);
}

void Upstream::run()
{
    std::array<epoll_event, kBatch> events;
    for (;;) {
        timespec rest{};
        const bool isWaiting = !m_due.empty();
        if (isWaiting) {
            const auto rest_ns = std::max<std::int64_t>(0, m_due.top().at_ns - now_ns());
            rest = {.tv_sec = rest_ns / 1'000'000'000, .tv_nsec = rest_ns % 1'000'000'000};
        }
        const int count = ::epoll_pwait2(m_epoll, events.data(), kBatch, isWaiting ? &rest : nullptr, nullptr);
        for (int i = 0; i < count; ++i) {
            const int socket = events[static_cast<std::size_t>(i)].data.fd;
            const auto listener = std::find_if(m_listeners.begin(), m_listeners.end(),
                [socket](const Listener& candidate) { return candidate.socket == socket; });
            if (listener != m_listeners.end())
                accept(*listener);
            else
                serve(socket);
        }
        sendDue();
    }
}

void Upstream::accept(const Listener& listener)
{
    for (;;) {
        const int socket = ::accept4(listener.socket, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket < 0)
            return;
        m_connections[socket] = {++m_accepted, {.channel = Channel::accepted(socket, listener.tls)}};
        // Edge-triggered for both directions: no further epoll_ctl for its whole life.
        epoll_event event{.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data = {.fd = socket}};
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, socket, &event);
    }
}

void Upstream::serve(int socket)
{
    const auto found = m_connections.find(socket);
    if (found == m_connections.end())
        return;
    auto& connection = found->second.connection;
    if (!connection.isReady) {
        const auto state = connection.channel.handshake();
        connection.isReady = state == Channel::State::Done;
        connection.isBroken = state == Channel::State::Closed;
    }
    if (connection.isReady) {
        if (flush(connection))
            pump(connection);
        read(connection);
    }
    if (connection.isBroken)
        m_connections.erase(found); // closing takes it off the epoll
}

void Upstream::read(Connection& connection)
{
    while (!connection.isBroken) {
        const auto got = connection.channel.read(m_buffer.data(), m_buffer.size());
        if (got.state == Channel::State::Again)
            return;
        if (got.state == Channel::State::Closed)
            connection.isBroken = true;
        else
            take(connection, {m_buffer.data(), got.bytes});
    }
}

void Upstream::take(Connection& connection, std::string_view bytes)
{
    auto& request = connection.request;
    if (connection.isWhole) { // a second request before the answer to the first
        connection.isBroken = true;
        return;
    }
    if (connection.bodyLeft == 0) {
        const auto before = request.size();
        request += bytes;
        const auto end = request.find("\r\n\r\n", before < 3 ? 0 : before - 3);
        if (end == std::string::npos)
            return;
        const auto head = end + 4;
        const auto length = lengthIn(std::string_view(request).substr(0, end));
        const auto bodySize = static_cast<std::size_t>(std::max(length, 0L));
        bytes = bytes.substr(std::min(bytes.size(), head - before));
        request.resize(std::min(request.size(), head + kKept));
        connection.bodyLeft = bodySize;
        connection.lastByte = 0;
    } else if (request.size() < kKept) {
        request += bytes.substr(0, kKept);
    }
    if (bytes.size() > connection.bodyLeft) {
        connection.isBroken = true;
        return;
    }
    connection.bodyLeft -= bytes.size();
    if (!bytes.empty())
        connection.lastByte = bytes.back();
    if (connection.bodyLeft == 0)
        answer(connection);
}

void Upstream::answer(Connection& connection)
{
    ++m_requests;
    connection.isWhole = true;
    const std::string_view request = connection.request;
    if (request.starts_with("GET /counters")) {
        send(connection, plainAnswer("200 OK", counters()));
    } else if (request.starts_with("GET ")) {
        send(connection, modelsAnswer());
    } else if (const auto behaviour = behaviourOf(stringAt(request, "model"));
               !behaviour || connection.lastByte != '}') {
        send(connection, plainAnswer("400 Bad Request", R"({"error":{"message":"no such model, or no whole body"}})"));
    } else if (behaviour->isMixed) {
        beginMixed(connection);
        return;
    } else if (behaviour->isDelayed) {
        answerLater(connection);
        return;
    } else if (behaviour->events > 0) {
        begin(connection, *behaviour);
        return;
    } else {
        send(connection, smallAnswer());
    }
    connection.isWhole = false;
    connection.request.clear();
}

void Upstream::begin(Connection& connection, const Behaviour& behaviour)
{
    connection.eventsLeft = behaviour.events;
    connection.interval_ns = behaviour.interval_ms * 1'000'000LL;
    connection.unsent += streamHead();
    if (behaviour.interval_ms == 0) {
        pump(connection);
        return;
    }
    // The first interval differs, so that streams begun together do not stay in step.
    double whole = 0;
    const double part = std::modf(static_cast<double>(++m_streams) * kGolden, &whole);
    connection.due_ns = now_ns() + static_cast<std::int64_t>(part * static_cast<double>(connection.interval_ns));
    sendEvent(connection);
    if (connection.eventsLeft > 0)
        schedule(connection);
}

void Upstream::beginMixed(Connection& connection)
{
    const std::string_view request = connection.request;
    const bool isStream = request.find(R"("stream":true)") != std::string_view::npos;
    connection.plan = m_lottery.draw(stringAt(request, "user"), isStream);
    connection.interval_ns = connection.plan.pause_ms * 1'000'000LL;
    connection.due_ns = now_ns() + connection.interval_ns;
    sendSlice(connection);
    if (!connection.plan.bytes.empty())
        schedule(connection);
}

void Upstream::answerLater(Connection& connection)
{
    constexpr double kSoonest_ns = 2e6;
    constexpr double kLatest_ns = 50e6;
    double whole = 0;
    const double part = std::modf(static_cast<double>(++m_streams) * kGolden, &whole);
    connection.plan.bytes = smallAnswer();
    connection.due_ns = now_ns() + static_cast<std::int64_t>(kSoonest_ns + part * (kLatest_ns - kSoonest_ns));
    schedule(connection);
}

void Upstream::sendSlice(Connection& connection)
{
    auto& plan = connection.plan;
    const auto size = plan.slice == 0 ? plan.bytes.size() : std::min(plan.slice, plan.bytes.size());
    send(connection, std::string_view(plan.bytes).substr(0, size));
    plan.bytes.erase(0, size);
    if (!plan.bytes.empty() || plan.end == Plan::End::Stall)
        return;
    const linger atOnce{.l_onoff = 1, .l_linger = 0};
    if (plan.end == Plan::End::Reset)
        ::setsockopt(connection.channel.descriptor(), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    connection.isBroken = connection.isBroken || plan.end != Plan::End::Stay;
    connection.isWhole = false;
    connection.request.clear();
}

/// Keeps a stream without pauses going for as long as the socket takes it.
void Upstream::pump(Connection& connection)
{
    while (connection.eventsLeft > 0 && connection.interval_ns == 0) {
        const auto now_us = now_ns() / 1000;
        while (connection.eventsLeft > 0 && connection.unsent.size() < kBurst) {
            connection.unsent += eventAt(now_us);
            --connection.eventsLeft;
        }
        if (connection.eventsLeft == 0) {
            connection.unsent += streamTail();
            connection.isWhole = false;
            connection.request.clear();
        }
        if (!flush(connection))
            return;
    }
}

void Upstream::sendEvent(Connection& connection)
{
    connection.unsent += eventAt(now_ns() / 1000);
    if (--connection.eventsLeft == 0) {
        connection.unsent += streamTail();
        connection.isWhole = false;
        connection.request.clear();
    }
    flush(connection);
}

void Upstream::schedule(Connection& connection)
{
    const int socket = connection.channel.descriptor();
    m_due.push({connection.due_ns, socket, m_connections.at(socket).id});
}

void Upstream::sendDue()
{
    while (!m_due.empty() && m_due.top().at_ns <= now_ns()) {
        const auto due = m_due.top();
        m_due.pop();
        const auto found = m_connections.find(due.socket);
        if (found == m_connections.end() || found->second.id != due.id)
            continue;
        auto& connection = found->second.connection;
        if (connection.plan.bytes.empty())
            sendEvent(connection);
        else
            sendSlice(connection);
        connection.due_ns += connection.interval_ns;
        if (connection.isBroken)
            m_connections.erase(found);
        else if (connection.eventsLeft > 0 || !connection.plan.bytes.empty())
            schedule(connection);
    }
}

void Upstream::send(Connection& connection, std::string_view bytes)
{
    connection.unsent += bytes;
    flush(connection);
}

/// True: nothing is left over.
bool Upstream::flush(Connection& connection)
{
    std::size_t sent = 0;
    while (sent < connection.unsent.size()) {
        const auto put = connection.channel.write(std::string_view(connection.unsent).substr(sent));
        if (put.state == Channel::State::Closed)
            connection.isBroken = true;
        if (put.state != Channel::State::Done)
            break;
        sent += put.bytes;
    }
    connection.unsent.erase(0, sent);
    return connection.unsent.empty() && !connection.isBroken;
}

std::string Upstream::counters() const
{
    return R"({"connections":)" + std::to_string(m_accepted) + R"(,"requests":)" + std::to_string(m_requests) + "}";
}

} // namespace bench
