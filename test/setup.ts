// The one constant of the build that tests of the sources may change: no app, unless they say so.

Object.assign(globalThis, { BUILD_APP: false });
