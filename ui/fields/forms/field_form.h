#pragma once

#include "field_row.h"

#include "gateway/config/fields/issue.h"

#include <QWidget>

#include <string>
#include <vector>

class QVBoxLayout;

namespace ui::widgets {
class Label;
}

namespace ui::fields {

/// Fields of one object of the configuration, each with its name, a sentence and what is wrong with it.
class FieldForm : public QWidget {
    Q_OBJECT
public:
    /// `base`: pattern of the object, such as "providers[]"; empty: of the whole file.
    explicit FieldForm(std::string base, QWidget* parent = nullptr);

    /// `words`: a text of `FieldWords`; the next fields stand under it.
    void addHeading(const char* words);
    /// `path`: from the object, such as "timeouts.idle_ms".
    void addField(const std::string& path);
    /// Every field, those of inner objects under headings of their own; not those of `without`.
    void addFields(const std::vector<std::string>& without = {});
    /// Puts a widget below a row.
    void addBelow(FieldRow& row, QWidget* widget);

    /// The object as the file has it; what it does not say is shown as what holds then.
    void setValues(const gateway::Json& object);
    /// Shows what one field says, but not over what somebody has just typed.
    void setValue(FieldRow& row, const gateway::Json& object);
    /// `object` with what the form says.
    gateway::Json values(gateway::Json object) const;
    void putValue(const FieldRow& row, gateway::Json& object) const;

    void clearIssues();
    /// Shows the errors within `own`, the object's path in the file, beside their fields. Returns the others.
    std::vector<gateway::config::Issue> showIssues(const std::string& own, const std::vector<gateway::config::Issue>& issues);
    /// Shows what cannot be said at all. Whether there is nothing of that.
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
        const char* words;  ///< null: of the inner object's name
        std::string pattern;
    };
    void addHeadingLabel(const char* words, const std::string& pattern);
    static QString headingText(const Heading& heading);

    std::string m_base;
    QVBoxLayout* m_column;
    std::vector<FieldRow*> m_rows;
    std::vector<Heading> m_headings;
};

} // namespace ui::fields
