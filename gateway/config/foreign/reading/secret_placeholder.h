#pragma once

#include "foreign_object.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace gateway::config::foreign {

/// The reference that takes the place of a text which is a secret, or names one:
/// `$ENV://NAME`, `${NAME}` and `${{NAME}}` are an environment variable, `<keychain:NAME>`
/// is what an export writes; anything else is the secret itself, to be kept in the
/// keychain as `name`. Where a name stands among other text it is neither: the user has to
/// store the whole. The log gets the secret and what could not be found out.
std::string referenceFor(std::string_view text, const std::string& name, const std::string& path, ImportLog& log);

/// Where in `text` such a name begins that ends it: 6 of "Token ${NAME}"; 0: there is none
/// behind other text.
std::size_t startOfName(std::string_view text);

/// "<keychain:deepseek/main>": what an export writes where the other program wants the secret itself.
std::string placeholder(const std::string& reference);

/// The variable that a reference names; empty: it is none of the environment.
std::string variableOf(const std::string& reference);

} // namespace gateway::config::foreign
