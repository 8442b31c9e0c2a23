#pragma once

#include "request_outline.h"

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::protocol {

/// Changes fields of a raw JSON object and leaves every other byte as it is. Keys are plain text, values are JSON text.
/// "options.seed" is a field of the object "options", which is created if necessary, unless there is a field of exactly
/// that name. One thread.
class BodyEdit {
public:
    /// Both must outlive this object.
    BodyEdit(std::string_view body, const RequestOutline& request);

    void setModel(std::string_view model);
    /// Requests usage at the end of a stream: `stream_options.include_usage: true`.
    void askForUsage();

    /// Requests the rest of an answer that broke off after `partial`: sends it as an assistant message followed by a
    /// request to continue, since few providers take a last assistant message as the beginning of their answer. A token
    /// limit is reduced by the `tokens` of `partial`, to at least 1.
    void continueFrom(std::string_view partial, std::int64_t tokens = 0);

    bool has(std::string_view key) const;
    /// Whether the field exists and is not null.
    bool says(std::string_view key) const;
    /// Its current JSON text; empty if there is no such field.
    std::string textOf(std::string_view key) const;
    /// Does nothing without `from`; replaces an existing `to`.
    void rename(std::string_view from, std::string_view to);
    void remove(std::string_view key);
    void set(std::string_view key, std::string json);
    /// Calls `set()` unless `says(key)`.
    void setDefault(std::string_view key, std::string json);

    /// Size of the edited body in bytes.
    std::size_t size() const;
    /// Writes the edited body of `size()` bytes.
    void copyTo(char* out) const;

    struct Around {
        std::string before;
        std::string_view piece; ///< of the original body
        std::string after;
    };
    /// The edited body as its longest unchanged piece and the text around it.
    Around aroundLongest() const;

private:
    struct Field {
        const TopField* original;
        std::string_view name;            // unescaped and current
        std::optional<std::string> key;   // replaces the written key, with quotes
        std::optional<std::string> value; // replaces the written value
        bool removed = false;
    };

    bool hasTop(std::string_view key) const;
    bool isInside(std::string_view key) const;
    Field* find(std::string_view key);
    std::string_view valueOf(std::string_view key) const;
    void setInside(std::string_view key, std::string_view json);
    void removeInside(std::string_view key);
    void lowerLimit(std::string_view key, std::int64_t tokens);
    template <class Sink> void emitTo(Sink&& sink) const;
    std::string_view m_body;
    const RequestOutline& m_request;
    std::vector<Field> m_fields;
    std::list<std::string> m_names; // of fields whose name is not written literally in the body
    std::vector<std::pair<std::string, std::string>> m_added; // name, value
};

/// `text` as a JSON string, with its quotes.
std::string jsonString(std::string_view text);

} // namespace gateway::protocol
