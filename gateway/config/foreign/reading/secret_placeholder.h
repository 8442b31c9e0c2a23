#pragma once

#include "foreign_object.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace gateway::config::foreign {

/// The reference for a text that is a secret or names one: `$ENV://NAME`, `${NAME}` and `${{NAME}}` mean an environment
/// variable, `<keychain:NAME>` comes from an export; anything else is the secret itself, to be stored in the keychain
/// as `name`. A name within other text is neither: the user must store the whole text. The log receives the secret and
/// what could not be determined.
std::string referenceFor(std::string_view text, const std::string& name, const std::string& path, ImportLog& log);

/// The position of a name at the end of `text` after other text: 6 in "Token ${NAME}"; 0: none.
std::size_t startOfName(std::string_view text);

/// "<keychain:deepseek/main>": written by an export where the other program expects the secret itself.
std::string placeholder(const std::string& reference);

/// The environment variable that a reference names; empty: another kind of reference.
std::string variableOf(const std::string& reference);

} // namespace gateway::config::foreign
