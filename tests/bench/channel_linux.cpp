#include "channel.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <ctime>
#include <utility>

namespace bench {

namespace {

constexpr int kBacklog = 4096;

sockaddr_in loopback(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int newSocket()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    if (socket >= 0)
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket;
}

TlsContext context(const SSL_METHOD* method)
{
    TlsContext tls(SSL_CTX_new(method), SSL_CTX_free);
    SSL_CTX_set_min_proto_version(tls.get(), TLS1_2_VERSION);
    SSL_CTX_set_mode(
        tls.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    return tls;
}

int bounded(std::size_t size) { return static_cast<int>(std::min<std::size_t>(size, INT_MAX)); }

} // namespace

std::int64_t now_ns()
{
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

TlsContext serverTls(const std::string& certificateFile, const std::string& keyFile)
{
    auto tls = context(TLS_server_method());
    if (SSL_CTX_use_certificate_chain_file(tls.get(), certificateFile.c_str()) != 1
        || SSL_CTX_use_PrivateKey_file(tls.get(), keyFile.c_str(), SSL_FILETYPE_PEM) != 1)
        return nullptr;
    return tls;
}

TlsContext clientTls(const std::string& caFile)
{
    auto tls = context(TLS_client_method());
    SSL_CTX_set_verify(tls.get(), SSL_VERIFY_PEER, nullptr);
    if (SSL_CTX_load_verify_locations(tls.get(), caFile.c_str(), nullptr) != 1)
        return nullptr;
    return tls;
}

int listenOn(int port)
{
    const int socket = newSocket();
    const int on = 1;
    const auto address = loopback(port);
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0
        && ::listen(socket, kBacklog) == 0)
        return socket;
    ::close(socket);
    return -1;
}

int portOf(int socket)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

int connectTo(int port)
{
    const int socket = newSocket();
    const auto address = loopback(port);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 || errno == EINPROGRESS)
        return socket;
    ::close(socket);
    return -1;
}

void raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

Channel Channel::accepted(int socket, const TlsContext& tls)
{
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (!tls)
        return {socket, nullptr};
    SSL* ssl = SSL_new(tls.get());
    SSL_set_fd(ssl, socket);
    SSL_set_accept_state(ssl);
    return {socket, ssl};
}

Channel Channel::connecting(int socket, const TlsContext& tls, const std::string& host)
{
    if (!tls)
        return {socket, nullptr};
    SSL* ssl = SSL_new(tls.get());
    SSL_set_fd(ssl, socket);
    SSL_set_connect_state(ssl);
    SSL_set_tlsext_host_name(ssl, host.c_str());
    SSL_set1_host(ssl, host.c_str());
    return {socket, ssl};
}

Channel::~Channel()
{
    if (m_tls)
        SSL_free(m_tls);
    if (m_socket >= 0)
        ::close(m_socket);
}

Channel::Channel(Channel&& other) noexcept
    : m_socket(std::exchange(other.m_socket, -1))
    , m_tls(std::exchange(other.m_tls, nullptr))
{
}

Channel& Channel::operator=(Channel&& other) noexcept
{
    std::swap(m_socket, other.m_socket);
    std::swap(m_tls, other.m_tls);
    return *this;
}

Channel::State Channel::stateOf(int result) const
{
    if (result > 0)
        return State::Done;
    const int error = SSL_get_error(m_tls, result);
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? State::Again : State::Closed;
}

Channel::State Channel::handshake()
{
    if (m_tls) {
        ERR_clear_error();
        return stateOf(SSL_do_handshake(m_tls));
    }
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(m_socket, SOL_SOCKET, SO_ERROR, &error, &size);
    return error == 0 ? State::Done : State::Closed;
}

Channel::Transfer Channel::read(char* into, std::size_t room)
{
    if (m_tls) {
        ERR_clear_error();
        const int count = SSL_read(m_tls, into, bounded(room));
        return {stateOf(count), count > 0 ? static_cast<std::size_t>(count) : 0};
    }
    const auto count = ::recv(m_socket, into, room, 0);
    if (count > 0)
        return {State::Done, static_cast<std::size_t>(count)};
    return {count < 0 && errno == EAGAIN ? State::Again : State::Closed, 0};
}

Channel::Transfer Channel::write(std::string_view bytes)
{
    if (m_tls) {
        ERR_clear_error();
        const int count = SSL_write(m_tls, bytes.data(), bounded(bytes.size()));
        return {stateOf(count), count > 0 ? static_cast<std::size_t>(count) : 0};
    }
    const auto count = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count >= 0)
        return {State::Done, static_cast<std::size_t>(count)};
    return {errno == EAGAIN ? State::Again : State::Closed, 0};
}

} // namespace bench
