#pragma once

#include "gateway/core/text/ascii.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::http {

/// Header or trailer fields in the order of the message. Names compare without
/// case; a name may occur more than once. All text lies in one buffer, which is
/// kept for the next message by `clear()`.
class Headers {
public:
    /// Name and value; views of the buffer, valid until the next change.
    using Field = std::pair<std::string_view, std::string_view>;
    class Iterator;
    class Fields;

    void add(std::string_view name, std::string_view value);
    /// Replaces all of that name.
    void set(std::string_view name, std::string_view value);
    void remove(std::string_view name);

    /// The first value of that name.
    std::optional<std::string_view> find(std::string_view name) const;
    std::size_t count(std::string_view name) const;
    /// Whether the comma-separated list under `name` holds `token`, without case.
    bool hasToken(std::string_view name, std::string_view token) const;

    Fields fields() const;
    bool isEmpty() const { return m_places.empty(); }
    /// Makes room for so many bytes of names and values.
    void reserve(std::size_t bytes, std::size_t count);
    std::size_t byteCount() const { return m_places.empty() ? 0 : m_places.back().end; }
    void clear();

private:
    /// Where a field lies in the text: its value behind its name.
    struct Place {
        std::uint32_t name = 0;
        std::uint32_t value = 0;
        std::uint32_t end = 0;
    };
    void addGrowing(std::string_view name, std::string_view value);
    /// False: it is not there, as most that are looked for.
    bool mayHold(std::string_view name) const { return (m_marks & nameMark(name)) != 0; }
    /// Most names differ in their length.
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

    std::string m_text; // as long as there is room
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

/// For range-for; the headers must outlive it.
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
    std::string target; ///< as sent; absolute-form is reduced to its path and query
    std::string path;   ///< of the target, not decoded; "/" at least
    std::string query;  ///< without the question mark
    std::string host;   ///< of Host or of an absolute-form target, lower case, with its port if sent
    std::string peer;   ///< the client's address, without its port
    bool isSecure = false; ///< came over the HTTPS listener
    bool isLoopback = true; ///< the peer's address is a loopback address
    bool isThisMachine = true; ///< that, or the very address that was asked
    bool keepAlive = true;
    bool asksForWebSocket = false;
    Headers headers;

    /// The first value of a query parameter, percent-decoded.
    std::optional<std::string> queryParameter(std::string_view name) const;
    /// As if new, but for the memory.
    void clear();
};

/// An upstream's answer up to its body.
struct ResponseHead {
    int status = 0;
    Headers headers;
    std::optional<std::uint64_t> contentLength; ///< empty: chunked, or until the connection closes
    bool chunked = false;

    /// As if new, but for the memory.
    void clear();
};

} // namespace gateway::http
