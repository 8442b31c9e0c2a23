#pragma once

#include "gateway/protocol/conversation/conversation.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::protocol {

/// Whether `text` is base64 according to RFC 4648 §4: its alphabet, padded, nothing else.
bool isBase64(std::string_view text);

/// Splits "data:image/png;base64,...." into `mediaType` and `data` of `media`; any other text becomes its `url`. False
/// for a data URL that is not base64 or has no content. Source: RFC 2397.
bool setUrl(Media& media, std::string_view url);

/// The inverse: the URL, or the data as a data URL; empty if only a file id is known.
std::string urlOf(const Media& media);

/// The text of a plain text file given by its data, with a line for its name; otherwise empty. For formats without such
/// files.
std::optional<std::string> plainText(const Media& media);

/// The kind of media for a type such as "image/png", "audio/wav" or "application/pdf".
Media::Kind kindOf(std::string_view mediaType);

/// The media type, such as "image/png", by the first bytes of `base64`; empty if unknown. For formats that do not
/// specify it.
std::string sniffedType(std::string_view base64);

} // namespace gateway::protocol
