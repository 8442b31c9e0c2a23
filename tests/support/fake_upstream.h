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

/// One request as received.
struct RecordedRequest {
    enum class End { Open, Whole, Cancelled }; ///< `Cancelled`: the client disconnected before the answer ended

    int connection = 0; ///< counted from 1
    int onConnection = 0; ///< position on its connection, from 1
    std::string method;
    std::string target;
    std::string head; ///< raw, including the blank line
    Fields headers;
    std::string body; ///< raw bytes, without chunking
    bool isChunked = false;
    std::chrono::steady_clock::time_point at;

    End end = End::Open;
    std::chrono::steady_clock::time_point endedAt;
    std::uint64_t sent = 0; ///< bytes of the answer that the client has received so far

    std::optional<std::string> header(std::string_view name) const { return field(headers, name); }
    /// The key of `Authorization: Bearer`; empty: none.
    std::string bearer() const;
};

/// A loopback server for the OpenAI chat wire format, correct or faulty.
/// Runs in its own thread on a free port. All functions: any thread.
///
/// A request's behaviour is the first of: the next of `script()`, its header
/// `x-fake`, `onKey()`, `onModel()`, what follows "!" in its model name
/// ("any!status=429"), `setDefault()`. `GET .../models` lists `models`.
class FakeUpstream {
public:
    struct Options {
        std::string address = "127.0.0.1";
        std::optional<Identity> identity = {}; ///< TLS
        int idleClose_ms = 0; ///< closes a connection that has been idle so long; 0: never
        bool closeOnReuse = false; ///< closes without an answer on the second request of a connection
        std::vector<std::string> models{"fake-large", "fake-small"};
        std::vector<std::string> keys = {}; ///< other bearer keys get 401; empty: any key is accepted
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

    // as text, see behaviour.h; an error in it ends the program
    void setDefault(std::string_view text);
    void setDefault(const Behaviour& behaviour);
    void onModel(const std::string& model, std::string_view text);
    void onModel(const std::string& model, const Behaviour& behaviour);
    void onKey(const std::string& key, std::string_view text);
    void script(const std::vector<std::string>& texts); ///< for the next requests, one each
    /// For requests other than chats and model lists: `call` is "GET /v1/responses/resp_1".
    /// Uses status, body, headers and filler, and with `events` everything about streams; without a body it is an empty JSON object.
    void onCall(const std::string& call, const Behaviour& behaviour);

    /// Releases `count` events of "stepped" answers.
    void step(int count = 1);
    /// Closes idle connections.
    void closeIdle();
    /// Stops accepting; the port then refuses connections.
    void stopListening();

    // recorded requests
    std::vector<RecordedRequest> requests() const; ///< chat requests, in order
    /// Includes model lists and unknown paths; skips the first `from`.
    std::vector<RecordedRequest> allRequests(std::size_t from = 0) const;
    int connections() const; ///< accepted in total
    int openConnections() const;

    static constexpr int kWait_ms = 20000;
    /// Waits until `holds` is true for the chat requests. False: timeout.
    bool waitFor(const std::function<bool(const std::vector<RecordedRequest>&)>& holds, int limit_ms = kWait_ms) const;
    bool waitForRequests(std::size_t count, int limit_ms = kWait_ms) const;
    bool waitForEnd(std::size_t index, RecordedRequest::End end, int limit_ms = kWait_ms) const;
    bool waitForConnections(int open, int limit_ms = kWait_ms) const; ///< exactly that many open

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// A loopback port without a listener.
int unusedPort();

} // namespace tests
