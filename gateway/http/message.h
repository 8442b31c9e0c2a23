#pragma once

#include "gateway/core/text/ascii.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::http {

/// Header or trailer fields in the order of the message. Names are compared case-insensitively and may occur more than
/// once. All text is in one buffer, which `clear()` keeps for the next message.
class Headers {
public:
    /// Name and value; views into the buffer, valid until the next change.
    using Field = std::pair<std::string_view, std::string_view>;
    class Iterator;
    class Fields;

    void add(std::string_view name, std::string_view value);
    /// Replaces all fields of that name.
    void set(std::string_view name, std::string_view value);
    void remove(std::string_view name);

    /// The first value of that name.
    std::optional<std::string_view> find(std::string_view name) const;
    std::size_t count(std::string_view name) const;
    /// Whether the comma-separated list under `name` contains `token`, ignoring case.
    bool hasToken(std::string_view name, std::string_view token) const;

    Fields fields() const;
    bool isEmpty() const { return m_places.empty(); }
    /// Reserves capacity for `bytes` of names and values.
    void reserve(std::size_t bytes, std::size_t count);
    std::size_t byteCount() const { return m_places.empty() ? 0 : m_places.back().end; }
    void clear();

private:
    /// Position of a field in the text: the name, followed by the value.
    struct Place {
        std::uint32_t name = 0;
        std::uint32_t value = 0;
        std::uint32_t end = 0;
    };
    void addGrowing(std::string_view name, std::string_view value);
    /// False: certainly absent, the most frequent result.
    bool mayHold(std::string_view name) const { return (m_marks & nameMark(name)) != 0; }
    /// Compares lengths first, since most names differ in them.
    bool isNamed(const Place& place, std::string_view name) const
    {
        return place.value - place.name == name.size()
            && equalsIgnoringCase({m_text.data() + place.name, name.size()}, name);
    }
    Field at(std::size_t index) const
    {
        const Place& place = m_places[index];
        return {{m_text.data() + place.name, place.value - place.name}, valueAt(place)};
    }
    std::string_view valueAt(const Place& place) const { return {m_text.data() + place.value, place.end - place.value}; }

    std::string m_text; // grows as needed
    std::vector<Place> m_places; // in the order of the text
    std::uint64_t m_marks = 0; // of all names that were added
};

class Headers::Iterator {
public:
    Iterator(const Headers& headers, std::size_t index) : m_headers(&headers), m_index(index) { }
    Field operator*() const { return m_headers->at(m_index); }
    Iterator& operator++()
    {
        ++m_index;
        return *this;
    }
    bool operator==(const Iterator& other) const { return m_index == other.m_index; }

private:
    const Headers* m_headers;
    std::size_t m_index;
};

/// For range-based for loops; the headers must outlive it.
class Headers::Fields {
public:
    explicit Fields(const Headers& headers) : m_headers(headers) { }
    Iterator begin() const { return {m_headers, 0}; }
    Iterator end() const { return {m_headers, size()}; }
    std::size_t size() const { return m_headers.m_places.size(); }

private:
    const Headers& m_headers;
};

inline Headers::Fields Headers::fields() const { return Fields(*this); }

/// A request as a client sent it, checked against RFC 9112.
struct RequestHead {
    std::string method;
    std::string target; ///< as sent; absolute-form is reduced to path and query
    std::string path;   ///< path of the target, not decoded; at least "/"
    std::string query;  ///< without the question mark
    std::string host;   ///< from Host or an absolute-form target, lower case, with its port if sent
    std::string peer;   ///< the client's address, without its port
    bool isSecure = false; ///< came over the HTTPS listener
    bool isLoopback = true; ///< the peer's address is a loopback address
    bool isThisMachine = true; ///< the peer's address is a loopback address, or the address of this machine that received the request
    bool keepAlive = true;
    bool asksForWebSocket = false;
    Headers headers;

    /// The first value of a query parameter, percent-decoded.
    std::optional<std::string> queryParameter(std::string_view name) const;
    /// Clears it, but keeps the capacity.
    void clear();
};

/// An upstream response without its body.
struct ResponseHead {
    int status = 0;
    Headers headers;
    std::optional<std::uint64_t> contentLength; ///< empty: chunked, or until the connection closes
    bool chunked = false;

    /// Clears it, but keeps the capacity.
    void clear();
};

} // namespace gateway::http
