#pragma once

#include "http_text.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

class QTcpSocket;

namespace tests {

/// An answer as received, byte for byte and piece for piece.
struct HttpAnswer {
    using Time = std::chrono::steady_clock::time_point;
    struct Arrival {
        Time at;
        std::size_t size = 0; ///< bytes, including framing
    };

    int status = 0; ///< 0: no answer
    std::string head;
    Fields headers;
    std::string body; ///< without framing
    std::string raw; ///< everything
    bool isComplete = false; ///< reached the end that its framing announced
    bool isChunked = false;
    bool isClosed = false; ///< the gateway closed the connection afterwards
    std::vector<Arrival> arrivals;

    std::optional<std::string> header(std::string_view name) const { return field(headers, name); }
    std::string headerOr(std::string_view name, const std::string& other = {}) const
    {
        return header(name).value_or(other);
    }
};

/// A client's connection: raw bytes out, raw bytes in. Blocking; one thread.
class HttpClient {
public:
    explicit HttpClient(int port, const std::string& address = "127.0.0.1");
    ~HttpClient();
    HttpClient(HttpClient&&) noexcept;
    HttpClient(const HttpClient&) = delete;

    static constexpr int kWait_ms = 20000;

    bool isConnected() const;
    /// Call before the first byte: small kernel buffers, like a slow client.
    void keepBuffersSmall(int bytes);
    void send(std::string_view bytes);
    /// Sends FIN or RST and forgets the connection.
    void close();
    void reset();

    /// Closes the sending side and continues to read.
    void finishSending();

    /// Reads the head of the next answer; false: timeout. `isHead`: to a HEAD request.
    bool readHead(int limit_ms = kWait_ms, bool isHead = false);
    /// Reads until the body contains `text` (from `from` on), ends, or the timeout.
    bool readBodyUntil(std::string_view text, std::size_t from = 0, int limit_ms = kWait_ms);
    /// Reads until the body has at least `size` bytes.
    bool readBodySize(std::size_t size, int limit_ms = kWait_ms);
    bool readToEnd(int limit_ms = kWait_ms);
    /// Head and body.
    HttpAnswer readAnswer(bool isHead = false, int limit_ms = kWait_ms);
    /// The answer so far.
    const HttpAnswer& answer() const { return m_answer; }
    /// Waits for the gateway to close without reading anything else. False: it stayed open.
    bool waitForClose(int limit_ms = kWait_ms);

private:
    bool receive(int limit_ms);
    template <class Until> bool readWhile(Until until, int limit_ms);
    void takeBody();

    std::unique_ptr<QTcpSocket> m_socket;
    std::string m_in; // not yet consumed
    HttpAnswer m_answer;
    BodyReader m_body;
};

/// One request on its own connection and its answer. Adds `Host`, `Content-Type`
/// and `Content-Length` unless `headers` has them.
struct HttpRequest {
    std::string method = "POST";
    std::string target = "/v1/chat/completions";
    Fields headers = {};
    std::string body = {};
};
std::string toText(const HttpRequest& request, int port);
HttpAnswer exchange(int port, const HttpRequest& request);
/// POST /v1/chat/completions.
HttpAnswer chat(int port, const std::string& body, const Fields& headers = {});
HttpAnswer get(int port, const std::string& target, const Fields& headers = {});

/// The `data:` values of an SSE body, without comments.
std::vector<std::string> eventData(std::string_view body);

} // namespace tests
