#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct ssl_ctx_st;
struct ssl_st;

namespace bench {

/// CLOCK_MONOTONIC, the same in every process of the machine.
std::int64_t now_ns();

/// What the ends of TLS share; nothing in it: plain sockets.
using TlsContext = std::shared_ptr<ssl_ctx_st>;
/// Null: a file is missing or wrong.
TlsContext serverTls(const std::string& certificateFile, const std::string& keyFile);
/// Verifies against `caFile` only.
TlsContext clientTls(const std::string& caFile);

/// A listening socket on 127.0.0.1; -1: could not. `port` 0: any free one.
int listenOn(int port);
int portOf(int socket);
/// A socket that connects to 127.0.0.1; -1: could not begin.
int connectTo(int port);
/// As many descriptors as the system lets this process have.
void raiseDescriptorLimit();

/// One non-blocking stream socket, plain or TLS. Owns its descriptor.
class Channel {
public:
    enum class State { Done, Again, Closed }; ///< `Again`: wait for the socket
    struct Transfer {
        State state;
        std::size_t bytes;
    };

    /// As the server's end of an accepted socket.
    static Channel accepted(int socket, const TlsContext& tls);
    /// As the client's end; the certificate must be for `host`.
    static Channel connecting(int socket, const TlsContext& tls, const std::string& host);
    Channel() = default;
    ~Channel();
    Channel(Channel&& other) noexcept;
    Channel& operator=(Channel&& other) noexcept;

    int descriptor() const { return m_socket; }
    /// Until `Done` nothing can be read or written. Plain: done once connected.
    State handshake();
    Transfer read(char* into, std::size_t room);
    Transfer write(std::string_view bytes);

private:
    Channel(int socket, ssl_st* tls)
        : m_socket(socket)
        , m_tls(tls)
    {
    }
    State stateOf(int result) const;

    int m_socket = -1;
    ssl_st* m_tls = nullptr;
};

} // namespace bench
