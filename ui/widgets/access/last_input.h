#pragma once

#include <QObject>

namespace ui::widgets {

/// By what the program was used last, in whichever of its windows: who comes by a key needs to see where the focus is,
/// and who comes by the mouse does not.
class LastInput : public QObject {
    Q_OBJECT
public:
    explicit LastInput(QObject* parent);

    /// False until something was pressed.
    bool isKey() const { return m_isKey; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool m_isKey = false;
};

} // namespace ui::widgets
