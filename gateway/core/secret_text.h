#pragma once

#include "secret.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway {

/// `text` without artefacts of its file around it: UTF-8 byte order marks, white space, no-break and zero-width spaces.
/// Pure, any thread.
std::string_view withoutMargins(std::string_view text);

/// Mistakes in the text of a secret. It is sent unchanged nevertheless, except with `LineBreak`.
enum class SecretMistake {
    Quotes,            ///< '...' or "...", as `docker run --env-file` keeps them. Source: Docker CLI reference, "docker run", read 2026-11-28
    TypographicQuotes, ///< from a word processor
    Bearer,            ///< "Bearer " from an Authorization header
    Assignment,        ///< NAME=VALUE or export NAME=VALUE, from a shell script or an .env file
    LineBreak          ///< or another control character, which headers cannot contain. Source: RFC 9110 §5.5
};

/// The first mistake in a key; empty: none. JSON and AWS credential lines are accepted. Pure, any thread.
std::optional<SecretMistake> keyMistake(const Secret& key);
/// The same for a secret that is not a key, such as a password or a header value: only quotes and line breaks are
/// mistakes.
std::optional<SecretMistake> valueMistake(const Secret& value);

/// The problem and the remedy, to follow the name of the secret in a sentence. Contains nothing of the secret.
const char* toText(SecretMistake mistake);

/// Quotation marks in the value of an environment variable that is not a secret, such as an address or a path.
enum class QuoteMistake {
    Around,      ///< see `SecretMistake::Quotes`
    Typographic, ///< typographic ones around it
    OneEnd       ///< at one end only
};

/// Empty: no quotation marks around it. Pure, any thread.
std::optional<QuoteMistake> quoteMistake(std::string_view value);

/// Like `toText(SecretMistake)`, to follow the name of the variable.
const char* toText(QuoteMistake mistake);

} // namespace gateway
