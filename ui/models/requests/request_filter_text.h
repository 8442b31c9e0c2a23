#pragma once

#include "gateway/usage/search/request_filter.h"

#include <QString>
#include <QStringList>

#include <optional>

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
    /// A part that means something else than it is taken for.
    struct Misread {
        QString part; ///< "tokens:>100"
        QString name; ///< "tokens"
        bool compares = false; ///< nobody looks for that as text; else it has the name of no field

        bool operator==(const Misread&) const = default;
    };
    /// The first part of that kind outside of quotation marks; one that compares, if there is one. Its name is of two
    /// Latin letters or more, `_` among them, and something follows the colon that begins neither with another colon nor
    /// with a stroke. So `http://host`, `llama3:8b`, `12:30`, `std::bad_alloc`, `C:\log` and `note:` are text and nothing
    /// else. `foo:bar` and `mistral:latest` cannot be told apart, which is for whoever asks to know: such a part
    /// is a mistake only where nothing has that text. What compares may have no colon before a number: `status>=400`.
    static std::optional<Misread> misread(const QString& text);
    /// The names of all fields, as they are written.
    static QStringList fieldNames();
    /// One field: `model:gpt-4o`.
    static QString field(gateway::usage::RequestField field, const std::string& value);
};

} // namespace ui::models
