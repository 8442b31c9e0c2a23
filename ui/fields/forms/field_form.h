#pragma once

#include "field_row.h"

#include "gateway/config/fields/issue.h"

#include <QStringList>
#include <QWidget>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

class QVBoxLayout;

namespace ui::widgets {
class Label;
}

namespace ui::fields {

/// Fields of an object in the configuration, each with its name, a description and its error.
class FieldForm : public QWidget {
    Q_OBJECT
public:
    /// `base`: pattern of the object, such as "providers[]"; empty: the whole file.
    explicit FieldForm(std::string base, QWidget* parent = nullptr);

    /// The names that the values of a field may have, for fields added after this.
    void setNames(const std::string& pattern, std::vector<std::string> names) { m_names[pattern] = std::move(names); }
    /// The names in a list of the configuration, such as "providers", to offer in fields that name one of its entries;
    /// also for forms within this one.
    using NamesIn = std::function<QStringList(std::string_view list)>;
    void setNamesIn(NamesIn namesIn) { m_namesIn = std::move(namesIn); }
    const NamesIn& namesIn() const { return m_namesIn; }
    /// `words`: a text of `FieldWords`; heading of the following fields.
    void addHeading(const char* words);
    /// `path`: relative to the object, such as "timeouts.idle_ms".
    void addField(const std::string& path);
    /// Adds all fields except `without`, those of inner objects under their own headings.
    void addFields(const std::vector<std::string>& without = {});
    /// Puts a widget below a row.
    void addBelow(FieldRow& row, QWidget* widget);

    /// Shows the object as in the file; for missing fields, the effective value is shown.
    void setValues(const gateway::Json& object);
    /// Updates one field, without overwriting unfinished input.
    void setValue(FieldRow& row, const gateway::Json& object);
    /// Returns `object` with the values of the form.
    gateway::Json values(gateway::Json object) const;
    void putValue(const FieldRow& row, gateway::Json& object) const;

    void clearIssues();
    /// Shows errors within `own`, the object's path in the file, at their fields. Returns the others.
    std::vector<gateway::config::Issue> showIssues(const std::string& own, const std::vector<gateway::config::Issue>& issues);
    /// Shows input that cannot be represented. Returns whether there is none.
    bool checkNotation();

    const std::vector<FieldRow*>& rows() const { return m_rows; }
    /// Null if there is none.
    FieldRow* row(const std::string& pattern) const;
    void retranslate();

Q_SIGNALS:
    void edited(ui::fields::FieldRow* row);
    void typed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void addGroup(const gateway::Json& schema, const std::string& path, const std::vector<std::string>& without);
    void showAt(FieldRow& row, const std::string& path, const std::string& own, const QString& message);

    struct Heading {
        widgets::Label* label;
        const char* words;  ///< null: name of the inner object
        std::string pattern;
    };
    void addHeadingLabel(const char* words, const std::string& pattern);
    static QString headingText(const Heading& heading);

    std::string m_base;
    std::map<std::string, std::vector<std::string>> m_names;
    NamesIn m_namesIn;
    QVBoxLayout* m_column;
    std::vector<FieldRow*> m_rows;
    std::vector<Heading> m_headings;
};

} // namespace ui::fields
