#pragma once

#include "field_control.h"

namespace ui::dialogs {
class TextField;
}

namespace ui::fields {

/// A list with one element per line.
class LinesControl : public FieldControl {
    Q_OBJECT
public:
    LinesControl(FieldPlace place, QWidget* parent);
    void setValue(const gateway::Json& value) override;
    gateway::Json value() const override;
    QString problem() const override;
    QString placed(const std::string& path, const std::string& own, const QString& message) const override;
    bool isBeingEdited() const override;
    QWidget* field() override;
    int wantedWidth() const override { return 300; }
    void retranslate() override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    FieldKind kind() const;

    dialogs::TextField* m_text;
    QString m_shown;
    bool m_isEmptyList = false; ///< set to an empty list, as opposed to not set
};

} // namespace ui::fields
