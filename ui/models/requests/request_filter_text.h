#pragma once

#include "gateway/usage/search/request_filter.h"

#include <QString>

namespace ui::models {

/// A filter as people write it: `provider:deepseek status:5xx "not found"`. A field has the
/// name of `kRequestFields` or is `status`; what is none is a word to look for; quotation marks
/// keep spaces together. Pure; the same in every language.
class RequestFilterText {
public:
    /// Fields, status and words; the span and the result are not written.
    static gateway::usage::RequestFilter parse(const QString& text);
    static QString toText(const gateway::usage::RequestFilter& filter);
    /// The first part that is meant to be a status and is none, so that nothing can fit: "status:abc"; empty: there is none.
    static QString wrongStatus(const QString& text);
    /// One field: `model:gpt-4o`.
    static QString field(gateway::usage::RequestField field, const std::string& value);
};

} // namespace ui::models
