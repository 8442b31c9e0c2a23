#pragma once

#include "ui/look/theme.h"

#include <QWidget>

namespace ui::widgets {
class Button;
class Label;
class StatusShape;
}

namespace ui::shell {

/// A line below the status strip with a problem and its remedy.
class Banner : public QWidget {
    Q_OBJECT
public:
    explicit Banner(QWidget* parent = nullptr);

    /// Empty text: the banner is hidden. `action` may be empty.
    void setMessage(look::Status status, const QString& text, const QString& action = {});
    /// Whether the user can dismiss it.
    void setClosable(bool closable);

Q_SIGNALS:
    void actionChosen();
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    widgets::StatusShape* m_shape;
    widgets::Label* m_text;
    widgets::Button* m_action;
    widgets::Button* m_close;
};

} // namespace ui::shell
