#pragma once

#include "gateway/core/text/sentence.h"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace gateway::usage {

/// Writes JSON on one line, from left to right: every exchange has some, and building a tree would take longer than
/// writing the row. Private to the room.
class JsonLine final {
public:
    JsonLine() { m_text.reserve(kUsual); }

    void open(char bracket);
    void open(std::string_view key, char bracket);
    void close(char bracket) { m_text += bracket; }

    /// Adds a value to a list.
    void add(std::string_view text);
    /// Adds a member to an object.
    void add(std::string_view key, std::string_view text);
    template <std::integral Number> void add(std::string_view key, Number number)
    {
        if constexpr (std::same_as<Number, bool>)
            addPlain(key, number ? "true" : "false");
        else
            addPlain(key, std::to_string(number));
    }
    /// Adds a sentence to a list, in the format of `json::fromSentence()`.
    void addSentence(const Sentence& sentence);
    /// Adds a member in the same format.
    void addSentence(std::string_view key, const Sentence& sentence);
    /// Six decimals. Must not be negative.
    void addDecimal(std::string_view key, double number);

    std::string take() { return std::move(m_text); }

private:
    static constexpr std::size_t kUsual = 160; // bytes, more than a `TargetPlace` needs

    void addComma();
    void addKey(std::string_view key);
    void addQuoted(std::string_view text);
    void addPlain(std::string_view key, std::string_view value);

    std::string m_text;
};

} // namespace gateway::usage
