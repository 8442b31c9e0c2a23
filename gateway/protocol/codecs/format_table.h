#pragma once

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"
#include "gateway/protocol/format.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// A target of translation: a format, and the models in it that accept the same requests.
struct TableTarget {
    Format format;
    std::string_view name; ///< name of its column: "bedrock-nova"
};

/// In the order of a table's columns. A format's own name stands for its usual models: on Bedrock, Claude models.
inline constexpr std::array kTableTargets{TableTarget{Format::OpenAiChat, "chat"}, TableTarget{Format::OpenAiResponses, "responses"},
    TableTarget{Format::Anthropic, "anthropic"}, TableTarget{Format::Gemini, "gemini"}, TableTarget{Format::OllamaChat, "ollama"},
    TableTarget{Format::Bedrock, "bedrock"}, TableTarget{Format::Bedrock, "bedrock-nova"}, TableTarget{Format::Bedrock, "bedrock-openai"},
    TableTarget{Format::Bedrock, "bedrock-other"}, TableTarget{Format::Cohere, "cohere"}};

/// What happens to a field. `outcomeWord()` gives the words used in the tables.
enum class FieldOutcome {
    Unknown, ///< "?": not tested yet
    AsItIs,  ///< "as is": the target has the client's format and gets the client's bytes
    Carried,
    Partly, ///< carried in part; the rest is listed in x-signalbox-dropped
    DoneHere, ///< handled here, without a trace in the request sent: the note says why
    Dropped, ///< listed in x-signalbox-dropped
    Refused, ///< rejected by name, since the answer would mean something else
};
std::string_view outcomeWord(FieldOutcome outcome);

/// An object in a request, and the smallest request that contains it.
struct FormatPlace {
    /// "messages[].content[text]": a type in the brackets means that this type has fields of its own; empty: the top
    /// level
    std::string path;
    std::string pointer; ///< RFC 6901, its position in `request`: "/messages/0/content/0"
    Json request;
};

/// A documented field of a format.
struct FormatField {
    std::size_t place = 0; ///< in FormatTable::places
    std::string name; ///< may have dots: "reasoning.effort"
    std::string type; ///< JSON type, or the variant of a list that the example shows
    Json example;
    std::array<FieldOutcome, kTableTargets.size()> outcomes = {}; ///< in the order of `kTableTargets`
    std::string note;

    /// `place.request` with `example` in this field, or without the field.
    Json request(const FormatPlace& at) const;
    Json without(const FormatPlace& at) const;
    /// Whether `at.request` has the field, with whatever value.
    bool isIn(const FormatPlace& at) const;
};

/// What clients of one format may send, and what happens to it.
struct FormatTable {
    std::string title;
    std::string read; ///< when the vendor's documentation was read: "2026-11-28"
    std::vector<std::string> sources;
    std::vector<FormatPlace> places;
    std::vector<FormatField> fields;

    /// "messages[].content[text].cache_control"
    std::string pathOf(const FormatField& field) const;
};

/// Errors: InternalError with the line number, since the tables are part of the program.
Result<FormatTable> parseFormatTable(std::string_view text);
/// The inverse of `parseFormatTable()`.
std::string formatTableText(const FormatTable& table);

/// A format with a table for its requests, by its name in `signalboxd formats`.
struct TabledFormat {
    Format format;
    std::string_view name; ///< also that of its file: "chat"
};
std::span<const TabledFormat> tabledFormats();

/// The name of a format: "chat", "bedrock".
std::string_view tableName(Format target);
/// The format for a name as users write it: "openai/chat", "claude"; empty if it has no table and is not a target.
std::optional<Format> formatNamed(std::string_view name);
/// The index in `kTableTargets` for a name as users write it: "bedrock-nova", or a name for `formatNamed()`; empty if
/// unknown.
std::optional<std::size_t> tableTargetNamed(std::string_view name);

/// The table of a client's format, from the program's resources. Any thread. Errors: InvalidRequest if there is none.
Result<FormatTable> formatTable(Format client);

} // namespace gateway::protocol
