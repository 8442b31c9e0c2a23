#pragma once

#include "field_control.h"

#include <string>
#include <vector>

class QComboBox;
class QGridLayout;
class QLineEdit;

namespace ui::widgets {
class Label;
}

namespace ui::fields {

/// Values by name where the names are known: each has a field of its own. A name that has a value in the file keeps it,
/// known or not.
class NamedValuesControl : public FieldControl {
    Q_OBJECT
public:
    NamedValuesControl(FieldPlace place, const std::vector<std::string>& names, QWidget* parent);

    void setValue(const gateway::Json& value) override;
    gateway::Json value() const override;
    bool isBeingEdited() const override;
    bool isWide() const override { return true; }
    void retranslate() override;
    QString placed(const std::string& path, const std::string& own, const QString& message) const override;

private:
    struct Row {
        std::string name;
        widgets::Label* label;
        QLineEdit* line = nullptr; ///< for a text
        QComboBox* box = nullptr;  ///< for one of a few words
    };
    void addRow(const std::string& name);
    QString labelOf(const std::string& name) const;

    std::vector<Row> m_rows;
    std::vector<std::string> m_words; ///< that a value may be; empty: any text
    QGridLayout* m_grid;
};

} // namespace ui::fields
