#pragma once

#include "format.h"
#include "references.h"

#include "gateway/core/result.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// A range of a body, in bytes.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    std::string_view of(std::string_view body) const { return body.substr(begin, end - begin); }
};

/// A field of the outermost object.
struct TopField {
    std::string_view key; ///< as written, with escapes but without quotes
    Span keySpan; ///< with its quotes
    Span value;
};

struct MessageMeasure;

/// What the gateway needs to know about a request, read from the raw body without building a tree. Valid as long as the
/// body. Source: OpenAI API reference, "Create chat completion", read 2026-11-20.
struct RequestOutline {
    RequestShape shape;
    std::string model;
    bool stream = false;
    bool includeUsage = false; ///< `stream_options.include_usage`
    bool hasMessages = false;
    std::vector<TopField> fields; ///< all of them, in order
    Span object; ///< the outermost braces, both included
    std::optional<std::size_t> modelField; ///< index in `fields`; empty: the path names the model
    std::optional<std::size_t> streamOptionsField;
    std::shared_ptr<const MessageMeasure> measure; ///< of a large body, if already determined; otherwise null

    /// The JSON of the field `key` in `body`, which this outline was read from; empty if there is none.
    std::string_view valueOf(std::string_view key, std::string_view body) const;
    /// The JSON of the field with the messages.
    std::string_view messages(std::string_view body) const { return valueOf(shape.messages, body); }
};

/// Bytes that must be readable after a body.
inline constexpr std::size_t kJsonPadding = 64;

/// What all requests of one conversation have in common: the value of `prompt_cache_key`, otherwise the messages up to
/// the user's first. A view of `body`, which must have the padding. Takes as long as reading the messages.
std::string_view conversationText(const RequestOutline& request, std::string_view body);

/// What a request says of itself, and what it refers to: see `referencesIn()`.
struct RequestContents {
    RequestOutline outline;
    Result<std::vector<Reference>> references = std::vector<Reference>();
};

/// Reads requests one after the other and reuses its working memory. One thread.
class RequestOutlineReader {
public:
    RequestOutlineReader();
    ~RequestOutlineReader();

    /// Reads `body`, which must have `kJsonPadding` readable bytes after it. Errors: InvalidRequest; `param` names the
    /// field that is missing, has the wrong type or occurs twice. Malformed JSON inside a field that is not read is
    /// accepted: the provider rejects it.
    Result<RequestOutline> read(std::string_view body, const RequestShape& shape = {});
    /// The same, and the references, for which the body is not read again.
    Result<RequestContents> readWithReferences(std::string_view body, const RequestShape& shape, bool isResponses);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace gateway::protocol
