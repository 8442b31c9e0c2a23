#pragma once

#include "gateway/protocol/conversation/conversation.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::protocol {

/// Whether `text` is base64 as RFC 4648 §4 has it: its alphabet, padded, nothing else.
bool isBase64(std::string_view text);

/// Takes "data:image/png;base64,...." apart into `mediaType` and `data` of `media`; any
/// other text becomes its `url`. False: a data URL whose content is not base64, or that
/// has none. Source: RFC 2397.
bool setUrl(Media& media, std::string_view url);

/// The other way: the URL, or the data as a data URL; empty where only a file id is known.
std::string urlOf(const Media& media);

/// The words of a file that is plain text and given by its data, with a line for its name; else
/// nothing. For formats that have no place for such files.
std::optional<std::string> plainText(const Media& media);

/// What kind of media "image/png", "audio/wav" or "application/pdf" is.
Media::Kind kindOf(std::string_view mediaType);

/// "image/png" and the like by the first bytes of `base64`; empty: not known. For formats that do not say.
std::string sniffedType(std::string_view base64);

} // namespace gateway::protocol
