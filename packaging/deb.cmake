# cpack -G DEB: one package per program.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME signalbox)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_VENDOR "The Signalbox developers")
set(CPACK_PACKAGE_CONTACT "The Signalbox developers <signalbox@users.noreply.github.com>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_COMPONENTS_ALL signalboxd)
if(SIGNALBOX_DESKTOP)
  list(APPEND CPACK_COMPONENTS_ALL signalbox)
endif()
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE ${PROJECT_HOMEPAGE_URL})
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)

# Loaded at run time, so that no tool sees them: the keychain's client library,
# the certificates that upstream servers are checked against.
set(loaded "libsecret-1-0, ca-certificates")

set(CPACK_DEBIAN_SIGNALBOXD_PACKAGE_NAME signalboxd)
set(CPACK_DEBIAN_SIGNALBOXD_PACKAGE_DEPENDS ${loaded})
set(CPACK_DEBIAN_SIGNALBOXD_PACKAGE_SUGGESTS "signalbox, gnome-keyring, bubblewrap")
set(CPACK_COMPONENT_SIGNALBOXD_DESCRIPTION "one AI endpoint for the whole machine, without a display
Editors, agents and scripts send their AI requests to one local address;
signalboxd chooses a provider for each, falls back to the next where one
fails, and counts the tokens. Keys come from the keychain, from environment
variables or from files.
.
This package has the program for servers, containers and build machines.")

# What a removal leaves behind in the settings of other programs is told.
set(CPACK_DEBIAN_SIGNALBOXD_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_LIST_DIR}/deb/prerm)
set(CPACK_DEBIAN_SIGNALBOX_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_LIST_DIR}/deb/prerm)
set(CPACK_DEBIAN_SIGNALBOXD_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_SIGNALBOX_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_SIGNALBOX_PACKAGE_NAME signalbox)
set(CPACK_DEBIAN_SIGNALBOX_PACKAGE_DEPENDS "${loaded}, libqt6svg6")
set(CPACK_DEBIAN_SIGNALBOX_PACKAGE_RECOMMENDS "gnome-keyring, qt6-wayland")
set(CPACK_DEBIAN_SIGNALBOX_PACKAGE_SUGGESTS signalboxd)
set(CPACK_COMPONENT_SIGNALBOX_DESCRIPTION "one AI endpoint for the whole machine, in the tray
Editors, agents and scripts send their AI requests to one local address;
Signalbox chooses a provider for each, falls back to the next where one
fails, and counts the tokens. Its window is the place for providers and
their keys, which are kept in the keychain of the system.
.
This package has the tray application.")
set(CPACK_DEBIAN_SIGNALBOX_DESCRIPTION ${CPACK_COMPONENT_SIGNALBOX_DESCRIPTION})
include(CPack)
