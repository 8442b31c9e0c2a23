#pragma once

#include <QObject>

class QWidget;

namespace ui::widgets {

/// By what the program was used last, in whichever of its windows: who comes by a key needs to see where the focus is,
/// and who comes by the mouse does not.
class LastInput : public QObject {
    Q_OBJECT
public:
    explicit LastInput(QObject* parent);

    /// False until something was pressed.
    bool isKey() const { return m_isKey; }
    /// Gives the focus to what has just come into view: by a key as `focusFirst` does, else to all of it, which shows no ring.
    void enter(QWidget& shown, const QString& name) const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool m_isKey = false;
};

} // namespace ui::widgets
