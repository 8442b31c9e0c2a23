#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace ui::shell {

/// Lets the keys for undo and redo through to the window where the text field that has the focus has nothing to take
/// back, or to do again. Text fields keep them else, for nothing.
class FieldUndo : public QObject {
    Q_OBJECT
public:
    /// `window` must outlive it.
    explicit FieldUndo(QWidget& window, QObject* parent = nullptr);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void watch(QWidget* focused);

    QWidget& m_window;
    QPointer<QWidget> m_watched;
};

} // namespace ui::shell
