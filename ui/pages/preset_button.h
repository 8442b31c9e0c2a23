#pragma once

#include <QAbstractButton>

namespace ui::pages {

/// A choice as a small card: an icon, a name, and a line on what is required.
class PresetButton : public QAbstractButton {
    Q_OBJECT
public:
    enum class Form {
        High, ///< the icon above the texts
        Low,  ///< the icon beside the texts
    };
    explicit PresetButton(const QString& iconName, Form form, QWidget* parent = nullptr);

    void setTexts(const QString& name, const QString& line);
    QString line() const { return m_line; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString m_icon;
    QString m_line;
    Form m_form;
};

} // namespace ui::pages
