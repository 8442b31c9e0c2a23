#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::http {

/// Header or trailer fields in the order of the message. Names compare without
/// case; a name may occur more than once.
class Headers {
public:
    using Field = std::pair<std::string, std::string>;

    void add(std::string_view name, std::string_view value);
    /// Replaces all of that name.
    void set(std::string_view name, std::string_view value);
    void remove(std::string_view name);

    /// The first value of that name.
    std::optional<std::string_view> find(std::string_view name) const;
    std::size_t count(std::string_view name) const;
    /// Whether the comma-separated list under `name` holds `token`, without case.
    bool hasToken(std::string_view name, std::string_view token) const;

    const std::vector<Field>& fields() const { return m_fields; }
    bool isEmpty() const { return m_fields.empty(); }
    void clear() { m_fields.clear(); }

private:
    std::vector<Field> m_fields;
};

/// Without case, ASCII only. Source: RFC 9110 §5.1.
bool equalsIgnoringCase(std::string_view a, std::string_view b);

/// A request as a client sent it, checked against RFC 9112.
struct RequestHead {
    std::string method;
    std::string target; ///< as sent; absolute-form is reduced to its path and query
    std::string path;   ///< of the target, not decoded; "/" at least
    std::string query;  ///< without the question mark
    std::string host;   ///< of Host or of an absolute-form target, lower case, with its port if sent
    bool isSecure = false; ///< came over the HTTPS listener
    bool isLoopback = true; ///< the peer's address is a loopback address
    bool keepAlive = true;
    Headers headers;

    /// The first value of a query parameter, percent-decoded.
    std::optional<std::string> queryParameter(std::string_view name) const;
};

/// An upstream's answer up to its body.
struct ResponseHead {
    int status = 0;
    Headers headers;
    std::optional<std::uint64_t> contentLength; ///< empty: chunked, or until the connection closes
    bool chunked = false;
};

} // namespace gateway::http
