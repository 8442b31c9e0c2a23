#pragma once

#include "gateway/core/json/json.h"
#include "gateway/core/secret.h"

#include <map>
#include <optional>
#include <string>

namespace gateway::providers {

/// The fields of a secret with several fields, whatever their spelling: JSON (including an object within it), or lines
/// of NAME=VALUE as in an .env file or a shell script. Names are lower case without '_', '-' and a leading "aws".
/// Empty: it is a single text.
class SecretFields {
public:
    explicit SecretFields(const Secret& secret);

    bool areThere() const { return !m_fields.empty(); }
    bool isBrokenJson() const { return m_isBrokenJson; }
    /// Empty if the field is missing.
    const std::string& text(const std::string& name) const;

private:
    void take(const Json& object, int depth);
    void takeLines(const std::string& text);
    void keep(const std::string& name, std::string value);

    std::map<std::string, Secret> m_fields;
    bool m_isBrokenJson = false;
};

} // namespace gateway::providers
