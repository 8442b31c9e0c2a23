#include "key_text.h"

#include "secret_fields.h"

#include "gateway/core/secret_text.h"
#include "gateway/core/text/ascii.h"

#include <QtGlobal>

#include <algorithm>

namespace gateway::providers {

namespace {

/// Characters that cannot be sent, and tabs, which no key contains.
bool isOfNoKey(char c) { return isControl(c) || c == '\t'; }

/// Whether it may have several lines.
bool hasParts(const Secret& key, std::string_view text)
{
    const auto isOfNoText = [](char c) { return isControl(c) && c != '\r' && c != '\n'; };
    return std::none_of(text.begin(), text.end(), isOfNoText) && (text.starts_with('{') || SecretFields(key).areThere());
}

} // namespace

Result<Secret> shownKey(const Secret& key)
{
    const std::string_view text = withoutMargins(key.reveal());
    if (text.empty() && !key.empty())
        return failure(ErrorKind::NoUsableKey, {QT_TRANSLATE_NOOP("Error", "it contains only blanks")});
    if (std::any_of(text.begin(), text.end(), isOfNoKey))
        return failure(ErrorKind::NoUsableKey, {QT_TRANSLATE_NOOP("Error", "it contains a line break or another control character; a key is a single line")});
    return Secret(std::string(text));
}

Result<Secret> typedKey(const Secret& key)
{
    const std::string_view text = withoutMargins(key.reveal());
    if (text.empty())
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the key is empty; nothing was stored")});
    if (isUtf16(key.reveal()))
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the key is saved as UTF-16; nothing was stored. Save it as UTF-8")});
    // "Bearer" may be intentional: a secret may be the whole value of a header.
    if (const auto mistake = keyMistake(key); mistake && *mistake != SecretMistake::Bearer) {
        Error error{ErrorKind::InvalidRequest, Sentence::of(*mistake == SecretMistake::Assignment
                ? QT_TRANSLATE_NOOP("Error", "the key is a line NAME=VALUE; nothing was stored. Enter only the value")
                : QT_TRANSLATE_NOOP("Error", "the key is in quotes; nothing was stored. Enter it without quotes"))};
        error.param = *mistake == SecretMistake::Assignment ? "assignment" : "quotes";
        return failure(std::move(error));
    }
    if (hasParts(key, text))
        return Secret(std::string(text));
    auto shown = shownKey(key);
    if (!shown)
        return failure(ErrorKind::InvalidRequest,
            {QT_TRANSLATE_NOOP("Error", "the key must be one line without control characters (only JSON credentials or NAME=VALUE lines may have several); nothing "
        "was stored. Copy the key again without the line break")});
    return shown;
}

} // namespace gateway::providers
