#pragma once

#include "gateway/core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// Something at a provider that a request refers to by its id only.
struct Reference {
    enum class Kind { Response, Conversation, Item, File }; ///< File: also a batch
    Kind kind = Kind::File;
    std::string id;
    std::string field; ///< "input[3].id"; empty: in the path
    bool isMentioned = false; ///< inside other text, where it may not be a reference
};

/// All references of a JSON body. Only Responses requests can refer to responses, conversations and items. Repeated
/// keys count each time, because the provider may read either, and so does each text in an array or object in the place
/// of an id. Names of fields match in any case. Texts and URLs refer to files, too: `fileid://ID` (Qwen-Long),
/// `ms://ID` (Moonshot). An item that is sent with its contents is not a reference, whatever its id; the id of
/// reasoning that is sent with only a summary is mentioned.
/// `body` must have `kJsonPadding` readable bytes after it. Any thread.
/// Errors: InvalidRequest if the JSON is malformed and may refer to something.
/// Source: OpenAI API reference, "Create a model response" (input, conversation), "Create batch", "Create chat
/// completion"; Anthropic API reference, "Files"; read 2026-11-27. Alibaba Cloud Model Studio, "Long context
/// (Qwen-Long)"; Moonshot platform, "Use the Kimi Vision Model" (ms://<file-id>); read 2026-11-28.
Result<std::vector<Reference>> referencesIn(std::string_view body, bool isResponses);

/// All references of a form, whatever its boundary; a value may contain several ids, or JSON with references as above.
/// References in an uploaded file, such as the requests of a batch, are mentioned: the file may be about anything. Any
/// thread.
/// Source: RFC 7578 §4; Mistral API reference, "Create Transcription" (file_id); read 2026-11-28.
std::vector<Reference> referencesInForm(std::string_view form);

} // namespace gateway::protocol
