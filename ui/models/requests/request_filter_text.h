#pragma once

#include "gateway/usage/search/request_filter.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace ui::models {

/// A filter in text form: `provider:deepseek status:5xx "not found"`. Fields are those of `kRequestFields` and
/// `status`; anything else is a word to search for; quotation marks keep spaces together. Pure; the same in every
/// language.
class RequestFilterText {
public:
    /// Parses fields, status and words; time span and result are not part of the text.
    static gateway::usage::RequestFilter parse(const QString& text);
    static QString toText(const gateway::usage::RequestFilter& filter);
    /// The first invalid status, with which nothing can match: "status:abc"; empty: none.
    static QString wrongStatus(const QString& text);
    /// A part that probably means something else than its interpretation.
    struct Misread {
        QString part; ///< "tokens:>100"
        QString name; ///< "tokens"
        bool compares = false; ///< true: a comparison, which nobody searches for as text; false: it has an unknown field name

        bool operator==(const Misread&) const = default;
    };
    /// The first such part outside quotation marks, preferably a comparison. Its name has two or more Latin letters,
    /// including `_`, and the text after the colon begins neither with another colon nor with a slash or backslash. So
    /// `http://host`, `llama3:8b`, `12:30`, `std::bad_alloc`, `C:\log` and `note:` are plain text. `foo:bar` and
    /// `mistral:latest` cannot be distinguished: the caller should treat such a part as a mistake only if no request
    /// contains the text. A comparison may omit the colon before a number: `status>=400`.
    static std::optional<Misread> misread(const QString& text);
    /// The names of all fields as they are written.
    static QStringList fieldNames();
    /// One field: `model:gpt-4o`.
    static QString field(gateway::usage::RequestField field, const std::string& value);
};

} // namespace ui::models
