#pragma once

#include <QObject>

class QWidget;

namespace ui::widgets {

/// Whether the program was last used by keyboard or mouse, in any window: keyboard users need to see the focus, mouse
/// users do not.
class LastInput : public QObject {
    Q_OBJECT
public:
    explicit LastInput(QObject* parent);

    /// False until the first input.
    bool isKey() const { return m_isKey; }
    /// Sets the focus in a newly shown widget: like `focusFirst` for keyboard users, otherwise on the whole widget,
    /// without a focus ring.
    void enter(QWidget& shown, const QString& name) const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool m_isKey = false;
};

} // namespace ui::widgets
