#include "tray_host_watcher_x11.h"

#include <QSocketNotifier>

#include <cstdlib>
#include <string>
#include <utility>
#include <xcb/xcb.h>

namespace app {

namespace {

// The caller must free replies and events of xcb.
struct Freed {
    void operator()(void* memory) const { std::free(memory); }
};
template <class T> using Reply = std::unique_ptr<T, Freed>;

template <class T> Reply<T> owned(T* reply) { return Reply<T>(reply); }

xcb_atom_t atom(xcb_connection_t* x, const std::string& name)
{
    const auto cookie = xcb_intern_atom(x, 0, static_cast<std::uint16_t>(name.size()), name.data());
    const auto reply = owned(xcb_intern_atom_reply(x, cookie, nullptr));
    return reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
}

xcb_window_t rootOf(xcb_connection_t* x, int screen)
{
    auto each = xcb_setup_roots_iterator(xcb_get_setup(x));
    for (; each.rem > 1 && screen > 0; --screen)
        xcb_screen_next(&each);
    return each.data->root;
}

// A new owner is announced on the root window, its end on the owner's window.
void listenTo(xcb_connection_t* x, xcb_window_t window)
{
    const std::uint32_t mask = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
    xcb_change_window_attributes(x, window, XCB_CW_EVENT_MASK, &mask);
}

} // namespace

class X11TrayHostWatcher::Private {
public:
    xcb_connection_t* x = nullptr;
    xcb_atom_t selection = XCB_ATOM_NONE;
    xcb_atom_t manager = XCB_ATOM_NONE;
    xcb_window_t owner = XCB_WINDOW_NONE;
};

X11TrayHostWatcher::X11TrayHostWatcher(QObject* parent) : TrayHostWatcher(parent), d(new Private)
{
    int screen = 0;
    d->x = xcb_connect(nullptr, &screen);
    if (xcb_connection_has_error(d->x))
        return;
    // Source: freedesktop.org, System Tray Protocol Specification 0.3, "Locating the system tray".
    d->selection = atom(d->x, "_NET_SYSTEM_TRAY_S" + std::to_string(screen));
    d->manager = atom(d->x, "MANAGER");
    listenTo(d->x, rootOf(d->x, screen));
    auto* notifier = new QSocketNotifier(xcb_get_file_descriptor(d->x), QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        readEvents();
        if (xcb_connection_has_error(d->x))
            notifier->setEnabled(false);
    });
    look();
    // Events received with the replies are already in xcb's queue and cause no wake-up.
    readEvents();
}

X11TrayHostWatcher::~X11TrayHostWatcher() { xcb_disconnect(d->x); }

bool X11TrayHostWatcher::isPresent() const { return d->owner != XCB_WINDOW_NONE; }

void X11TrayHostWatcher::look()
{
    const auto reply = owned(xcb_get_selection_owner_reply(d->x, xcb_get_selection_owner(d->x, d->selection), nullptr));
    const xcb_window_t owner = reply ? reply->owner : xcb_window_t{XCB_WINDOW_NONE};
    if (owner == d->owner)
        return;
    const bool was = isPresent();
    d->owner = owner;
    if (owner != XCB_WINDOW_NONE)
        listenTo(d->x, owner);
    xcb_flush(d->x);
    if (was != isPresent())
        Q_EMIT changed();
}

void X11TrayHostWatcher::readEvents()
{
    constexpr std::uint8_t kSentMask = 0x80; // set on events sent by another client
    bool again = true;
    while (again) {
        again = false;
        while (const auto event = owned(xcb_poll_for_event(d->x))) {
            const int type = event->response_type & ~kSentMask;
            const auto* message = reinterpret_cast<const xcb_client_message_event_t*>(event.get());
            const auto* gone = reinterpret_cast<const xcb_destroy_notify_event_t*>(event.get());
            const bool announced = type == XCB_CLIENT_MESSAGE && message->type == d->manager && message->data.data32[1] == d->selection;
            again = again || announced || (type == XCB_DESTROY_NOTIFY && gone->window == d->owner);
        }
        if (again)
            look(); // its reply may add events to the queue
    }
}

} // namespace app
