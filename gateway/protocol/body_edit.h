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

/// Changes to the fields of a raw JSON object that leave every other byte as it
/// is. Keys are plain text, values are JSON text. "options.seed" is a field of the object
/// "options", which is made if it is not there, unless there is one of that very name. One thread.
class BodyEdit {
public:
    /// Both must outlive this.
    BodyEdit(std::string_view body, const RequestOutline& request);

    void setModel(std::string_view model);
    /// Asks for the usage of a stream: `stream_options.include_usage: true`.
    void askForUsage();

    /// Asks for the rest of an answer that broke off behind `partial`: as the
    /// assistant's words, and a request to go on, since few providers take a last
    /// message of the assistant for the beginning of their own.
    /// Of a limit of tokens what is left behind the `tokens` of that is asked for, at least 1.
    void continueFrom(std::string_view partial, std::int64_t tokens = 0);

    bool has(std::string_view key) const;
    /// It is there, and not null.
    bool says(std::string_view key) const;
    /// As it now is, as JSON; empty: there is none.
    std::string textOf(std::string_view key) const;
    /// Nothing if there is no `from`; `to` is replaced if it is there too.
    void rename(std::string_view from, std::string_view to);
    void remove(std::string_view key);
    void set(std::string_view key, std::string json);
    /// `set()`, unless it `says()` something.
    void setDefault(std::string_view key, std::string json);

    /// Bytes of the edited body.
    std::size_t size() const;
    /// Writes the edited body, `size()` bytes.
    void copyTo(char* out) const;

    struct Around {
        std::string before;
        std::string_view piece; ///< of the body that is edited
        std::string after;
    };
    /// The edited body as its longest unchanged piece and what stands around it.
    Around aroundLongest() const;

private:
    struct Field {
        const TopField* original;
        std::string_view name;            // unescaped, as it now is
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
    std::list<std::string> m_names; // of fields whose name does not stand in the body as it is
    std::vector<std::pair<std::string, std::string>> m_added; // name, value
};

/// `text` as a JSON string, with its quotes.
std::string jsonString(std::string_view text);

} // namespace gateway::protocol
