#pragma once

#include "behaviour.h"
#include "certificates.h"
#include "http_text.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

/// One request as it came over the wire.
struct RecordedRequest {
    enum class End { Open, Whole, Cancelled }; ///< `Cancelled`: the client went before the answer was through

    int connection = 0; ///< counted from 1
    int onConnection = 0; ///< the how many-th of its connection, from 1
    std::string method;
    std::string target;
    std::string head; ///< raw, with its blank line
    Fields headers;
    std::string body; ///< raw bytes, chunking taken off
    bool isChunked = false;
    std::chrono::steady_clock::time_point at;

    End end = End::Open;
    std::chrono::steady_clock::time_point endedAt;
    std::uint64_t sent = 0; ///< bytes of the answer that the client's side took so far

    std::optional<std::string> header(std::string_view name) const { return field(headers, name); }
    /// The key of `Authorization: Bearer`; empty: none.
    std::string bearer() const;
};

/// A server on loopback that speaks the OpenAI chat wire format, well or badly.
/// Runs in a thread of its own on a free port. All functions: any thread.
///
/// What a request gets, the first of: the next of `script()`, its header
/// `x-fake`, `onKey()`, `onModel()`, what follows "!" in its model name
/// ("any!status=429"), `setDefault()`. `GET .../models` lists `models`.
class FakeUpstream {
public:
    struct Options {
        std::string address = "127.0.0.1";
        std::optional<Identity> identity = {}; ///< TLS
        int idleClose_ms = 0; ///< closes a connection that has been idle so long; 0: never
        bool closeOnReuse = false; ///< closes on a second request on a connection, without an answer
        std::vector<std::string> models{"fake-large", "fake-small"};
        std::vector<std::string> keys = {}; ///< other bearer keys get 401; empty: anything goes
        int port = 0; ///< 0: any free one
    };
    FakeUpstream();
    explicit FakeUpstream(const Options& options);
    ~FakeUpstream();
    FakeUpstream(const FakeUpstream&) = delete;
    FakeUpstream& operator=(const FakeUpstream&) = delete;

    int port() const; ///< 0: could not listen
    std::string origin() const; ///< "http://127.0.0.1:4711"
    std::string baseUrl() const { return origin() + "/v1"; }

    // ---- behaviour; text as in behaviour.h, a mistake in it ends the program
    void setDefault(std::string_view text);
    void setDefault(const Behaviour& behaviour);
    void onModel(const std::string& model, std::string_view text);
    void onModel(const std::string& model, const Behaviour& behaviour);
    void onKey(const std::string& key, std::string_view text);
    void script(const std::vector<std::string>& texts); ///< for the next requests, one each
    /// For what is neither a chat nor a list of models: `call` is "GET /v1/responses/resp_1".
    /// Status, body, headers and filler count, and with `events` all that concerns streams; without a body it is JSON that says nothing.
    void onCall(const std::string& call, const Behaviour& behaviour);

    /// Lets `count` events of "stepped" answers go.
    void step(int count = 1);
    /// Closes connections that wait for a request.
    void closeIdle();
    /// Takes no more connections; the port is then refused.
    void stopListening();

    // ---- what came
    std::vector<RecordedRequest> requests() const; ///< chat requests, in order
    /// Model lists and unknown paths too; without the first `from`, which were looked at before.
    std::vector<RecordedRequest> allRequests(std::size_t from = 0) const;
    int connections() const; ///< how many were ever taken
    int openConnections() const;

    static constexpr int kWait_ms = 20000;
    /// Waits until `holds` is true of the chat requests. False: not in time.
    bool waitFor(const std::function<bool(const std::vector<RecordedRequest>&)>& holds, int limit_ms = kWait_ms) const;
    bool waitForRequests(std::size_t count, int limit_ms = kWait_ms) const;
    bool waitForEnd(std::size_t index, RecordedRequest::End end, int limit_ms = kWait_ms) const;
    bool waitForConnections(int open, int limit_ms = kWait_ms) const; ///< exactly so many open

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// A loopback port on which nobody listens.
int unusedPort();

} // namespace tests
